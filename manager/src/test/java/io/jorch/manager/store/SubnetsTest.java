package io.jorch.manager.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NetworkSpec;
import io.jorch.core.model.StackName;
import io.jorch.core.model.StackSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubnetsTest {
  private static final SubnetPool SMALL = new SubnetPool(Prefix.parse("10.192.0.0/18"), 20);
  private static final NetworkName OTHER = new NetworkName("other");

  static StackSpec stack(String name, NetworkSpec... networks) {
    Map<NetworkName, NetworkSpec> byName = new LinkedHashMap<>();
    for (NetworkSpec network : networks) {
      byName.put(network.name(), network);
    }
    return new StackSpec(new StackName(name), Map.of(), byName, Map.of());
  }

  static NetworkSpec network(String name, String... subnet) {
    return new NetworkSpec(
        new NetworkName(name), false, false, List.of(subnet).stream().findFirst(), Map.of());
  }

  private static Map<NetworkName, String> fresh(Subnets.Result result) {
    return assertInstanceOf(Subnets.Result.Filled.class, result).fresh();
  }

  @Test
  void takesTheFirstSubnetThatNobodyUses() {
    Subnets.Result result =
        Subnets.fill(
            stack("s", network("a"), network("b")),
            Map.of(OTHER, "10.192.0.0/20"),
            List.of("10.192.17.0/24", "0.0.0.0/0", "192.168.0.0/16"),
            SMALL);
    assertEquals(
        Map.of(new NetworkName("a"), "10.192.32.0/20", new NetworkName("b"), "10.192.48.0/20"),
        fresh(result));
  }

  @Test
  void keepsWhatANetworkHas() {
    Subnets.Result result =
        Subnets.fill(
            stack("s", network("a")),
            Map.of(new NetworkName("a"), "10.192.16.0/20"),
            List.of("10.192.16.0/20"),
            SMALL);
    Subnets.Result.Filled filled = assertInstanceOf(Subnets.Result.Filled.class, result);
    assertEquals(Map.of(), filled.fresh());
    assertEquals(
        Optional.of("10.192.16.0/20"),
        filled.spec().networks().values().iterator().next().subnet());
  }

  @Test
  void saysWhenThePoolIsEmpty() {
    Subnets.Result result =
        Subnets.fill(stack("s", network("a")), Map.of(OTHER, "10.192.0.0/18"), List.of(), SMALL);
    assertEquals(
        new Subnets.Result.Impossible(
            "no subnet is free for network a in 10.192.0.0/18; remove networks that are not"
                + " needed, or give it a subnet in the file"),
        result);
  }

  @Test
  void refusesADemandedSubnetThatAnotherNetworkHas() {
    Subnets.Result result =
        Subnets.fill(
            stack("s", network("a", "10.192.8.0/24")),
            Map.of(OTHER, "10.192.0.0/20"),
            List.of(),
            SMALL);
    assertEquals(
        new Subnets.Result.Impossible(
            "the subnet 10.192.8.0/24 of network a overlaps that of network other; choose"
                + " another, or none"),
        result);
  }

  @Test
  void holdsFiveHundredNetworksByDefault() {
    NetworkSpec[] many = new NetworkSpec[512];
    for (int i = 0; i < many.length; i++) {
      many[i] = network("n" + i);
    }
    Map<NetworkName, String> fresh =
        fresh(Subnets.fill(stack("s", many), Map.of(), List.of(), SubnetPool.DEFAULT));
    assertEquals(512, fresh.values().stream().distinct().count());
    assertEquals("10.223.240.0/20", fresh.get(new NetworkName("n511")));
  }

  @Test
  void readsPrefixesStrictly() {
    assertEquals("10.192.16.0/20", Prefix.parse("10.192.17.3/20").toString());
    assertEquals("0.0.0.0/0", Prefix.parse("1.2.3.4/0").toString());
    assertThrows(IllegalArgumentException.class, () -> Prefix.parse("10.192.256.0/20"));
    assertThrows(IllegalArgumentException.class, () -> Prefix.parse("10.192.0.0/33"));
  }
}
