package io.jorch.core.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.NetworkConfig;
import io.jorch.core.model.NodeId;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

/// Hazelcast's settings for a member that is small, quick to start, binds to one address, finds
/// nobody by itself and calls nobody's home.
final class MemberSettings {
  static final String NODE = "node";
  static final String ROLES = "roles";
  static final String INCARNATION = "incarnation";

  private MemberSettings() {}

  static Config of(ClusterConfig config) {
    Config settings = new Config();
    settings.setClusterName(config.name());
    settings.setInstanceName(config.node() + "-" + UUID.randomUUID());
    settings.setLiteMember(config.lite());
    settings.getMetricsConfig().setEnabled(false);
    settings.getJetConfig().setEnabled(false);
    threads(settings);
    timing(settings);
    network(settings, config);
    attributes(settings, config);
    settings
        .getSerializationConfig()
        .getCompactSerializationConfig()
        .addSerializer(new Envelope.Form())
        .addSerializer(new PutIfNewer.Form());
    settings.addMapConfig(new MapConfig("*").setBackupCount(1).setStatisticsEnabled(false));
    return settings;
  }

  private static void threads(Config settings) {
    settings.setProperty("hazelcast.partition.count", "31");
    settings.setProperty("hazelcast.operation.thread.count", "2");
    settings.setProperty("hazelcast.operation.generic.thread.count", "2");
    settings.setProperty("hazelcast.operation.responsehandler.thread.count", "1");
    settings.setProperty("hazelcast.io.thread.count", "1");
    settings.setProperty("hazelcast.event.thread.count", "1");
    settings.setProperty("hazelcast.client.protocol.max.message.bytes", "1024");
  }

  private static void timing(Config settings) {
    settings.setProperty("hazelcast.heartbeat.failuredetector.type", "deadline");
    settings.setProperty("hazelcast.heartbeat.interval.seconds", "1");
    settings.setProperty("hazelcast.max.no.heartbeat.seconds", "4");
    // Some calls are never answered when members die: they are given up and made again.
    settings.setProperty("hazelcast.operation.call.timeout.millis", "8000");
    settings.setProperty("hazelcast.merge.first.run.delay.seconds", "2");
    settings.setProperty("hazelcast.merge.next.run.delay.seconds", "2");
    settings.setProperty("hazelcast.wait.seconds.before.join", "0");
    settings.setProperty("hazelcast.max.join.seconds", "20");
    settings.setProperty("hazelcast.graceful.shutdown.max.wait", "5");
    // The daemon closes things in its own order.
    settings.setProperty("hazelcast.shutdownhook.enabled", "false");
    settings.setProperty("hazelcast.phone.home.enabled", "false");
    settings.setProperty("hazelcast.logging.type", "slf4j");
  }

  private static void network(Config settings, ClusterConfig config) {
    String address = config.address().getHostAddress();
    settings.setProperty("hazelcast.local.localAddress", address);
    settings.setProperty("hazelcast.socket.bind.any", "false");
    settings.setProperty("hazelcast.socket.client.bind.any", "false");
    settings.setProperty("hazelcast.prefer.ipv4.stack", "true");
    NetworkConfig network = settings.getNetworkConfig();
    network.setPort(config.port()).setPortAutoIncrement(false);
    network.setPublicAddress(address + ":" + config.port());
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(!config.alone()).setConnectionTimeoutSeconds(2);
    config
        .peers()
        .forEach(
            peer -> join.getTcpIpConfig().addMember(peer.getHostAddress() + ":" + config.port()));
  }

  private static void attributes(Config settings, ClusterConfig config) {
    NodeId node = config.node();
    settings
        .getMemberAttributeConfig()
        .setAttribute(NODE, node.value())
        .setAttribute(INCARNATION, UUID.randomUUID().toString())
        .setAttribute(
            ROLES,
            config.roles().stream()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(",")));
  }
}
