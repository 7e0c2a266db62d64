package io.jorch.core.compose;

import java.util.Set;

/// The keys the compose specification has in each kind of mapping. Those of them that no reader
/// asks for are "not supported yet"; anything else is unknown. Split only when such a key turns up.
enum SpecKeys {
  TOP("version name include services models networks volumes secrets configs"),
  SERVICE(
      """
      image build platform pull_policy pull_refresh_after command entrypoint working_dir user
      group_add environment env_file label_file labels annotations stdin_open tty init attach
      stop_signal stop_grace_period container_name hostname domainname provider profiles extends
      scale use_api_socket depends_on restart healthcheck pre_start post_start pre_stop develop
      deploy cpus cpu_count cpu_percent cpu_shares cpu_quota cpu_period cpu_rt_period
      cpu_rt_runtime cpuset mem_limit mem_reservation mem_swappiness memswap_limit
      oom_kill_disable oom_score_adj pids_limit shm_size ulimits blkio_config gpus storage_opt
      cgroup cgroup_parent cap_add cap_drop privileged security_opt userns_mode pid ipc uts
      isolation runtime read_only sysctls devices device_cgroup_rules credential_spec networks
      network_mode ports expose links external_links extra_hosts dns dns_opt dns_search
      mac_address volumes volumes_from tmpfs configs secrets logging models"""),
  BUILD(
      """
      context dockerfile dockerfile_inline entitlements args ssh labels cache_from cache_to
      no_cache no_cache_filter additional_contexts network provenance sbom pull target shm_size
      extra_hosts isolation privileged secrets tags ulimits platforms"""),
  DEPLOY(
      """
      mode endpoint_mode replicas labels update_config rollback_config resources restart_policy
      placement"""),
  RESOURCES("limits reservations"),
  LIMITS("cpus memory pids"),
  RESERVATIONS("cpus memory pids generic_resources devices"),
  GENERIC_RESOURCE("discrete_resource_spec"),
  DISCRETE("kind value"),
  PLACEMENT("constraints preferences max_replicas_per_node"),
  PREFERENCE("spread"),
  RESTART_POLICY("condition delay max_attempts window"),
  UPDATE("parallelism delay failure_action monitor max_failure_ratio order"),
  HEALTHCHECK("test interval timeout retries start_period start_interval disable"),
  DEPENDENCY("condition restart required"),
  ENV_FILE("path required format"),
  PORT("name mode host_ip target published protocol app_protocol"),
  MOUNT("type source target read_only consistency bind volume tmpfs image"),
  MOUNT_BIND("propagation create_host_path recursive selinux"),
  MOUNT_VOLUME("labels nocopy subpath"),
  MOUNT_TMPFS("size mode"),
  ATTACHMENT(
      """
      aliases interface_name ipv4_address ipv6_address link_local_ips mac_address driver_opts
      priority gw_priority"""),
  NETWORK(
      """
      name driver driver_opts ipam external internal enable_ipv4 enable_ipv6 attachable labels"""),
  IPAM("driver config options"),
  IPAM_CONFIG("subnet ip_range gateway aux_addresses"),
  VOLUME("name driver driver_opts external labels"),
  JORCH("affinity anti_affinity max_concurrent"),
  AFFINITY("service required over");

  private final String keys;

  SpecKeys(String keys) {
    this.keys = keys;
  }

  Set<String> keys() {
    return Set.of(keys.split("\\s+"));
  }
}
