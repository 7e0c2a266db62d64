package io.jorch.core.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.core.model.PortSpec;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3000|*>3000/TCP",
        "3000-3002|*>3000/TCP *>3001/TCP *>3002/TCP",
        "8000:80|8000>80/TCP",
        "9090-9091:8080-8081|9090>8080/TCP 9091>8081/TCP",
        "127.0.0.1:8001:8002|127.0.0.1 8001>8002/TCP",
        "127.0.0.1:5000-5001:5000-5001|127.0.0.1 5000>5000/TCP 127.0.0.1 5001>5001/TCP",
        "127.0.0.1::80|127.0.0.1 *>80/TCP",
        "[::1]:8000:80|::1 8000>80/TCP",
        "[::1]::80|::1 *>80/TCP",
        "6060:6060/udp|6060>6060/UDP",
        "6060:6061/tcp|6060>6061/TCP",
        "53/udp|*>53/UDP",
      })
  void readsTheShortForm(String text, String expected) {
    assertEquals(expected, ports("ports: ['" + text + "']"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "target: 80|*>80/TCP",
        "target: 80, published: 8080|8080>80/TCP",
        "target: '80', published: '8080', protocol: udp|8080>80/UDP",
        "target: 80, published: 0|*>80/TCP",
        "target: 80, published: 8080, host_ip: 127.0.0.1|127.0.0.1 8080>80/TCP",
        "target: 80, published: 81, name: web, app_protocol: http, mode: ingress|81>80/TCP",
        "target: 80, published: 81, mode: host|81>80/TCP on its own node",
      })
  void readsTheLongForm(String text, String expected) {
    assertEquals(expected, ports("ports: [{ " + text + " }]"));
  }

  @Test
  void keepsEachPortOnce() {
    assertEquals(
        "80>80/TCP", ports("ports: ['80:80', '80:80/tcp', { target: 80, published: 80 }]"));
  }

  @Test
  void refusesMorePortsThanAHostCanHave() {
    String yaml =
        """
        services:
          web:
            image: i
            ports: ['127.0.0.1:1-65535:1-65535', '127.0.0.2:1-65535:1-65535', '9:9']
        """;
    assertEquals(
        "[<stdin>:4:71: services.web.ports[2]: more than 131070 ports for one service]",
        Loading.problems(Loading.text(yaml)).toString());
  }

  private static String ports(String key) {
    return Loading.web(key).ports().stream().map(PortsTest::show).collect(Collectors.joining(" "));
  }

  private static String show(PortSpec port) {
    String host = port.published().isPresent() ? "" + port.published().getAsInt() : "*";
    String ip = port.hostIp().isEmpty() ? "" : port.hostIp() + " ";
    String where = port.host() ? " on its own node" : "";
    return ip + host + ">" + port.target() + "/" + port.protocol() + where;
  }
}
