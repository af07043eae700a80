package dev.patchbay.device.bridge;

import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.KernelModule;
import dev.patchbay.core.LinkParser;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Links;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceNotifier;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.PortKind;
import dev.patchbay.core.file.Node;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.bridge.stp.TreeSnapshot;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The kind of device that switches frames between its ports; as a module it listens to what
/// happens to them.
public final class Bridge implements DeviceKind, KernelModule {
  private static final String USAGE =
      """
      Usage: ... bridge [ fdb_flush ]
      		  [ forward_delay FORWARD_DELAY ]
      		  [ hello_time HELLO_TIME ]
      		  [ max_age MAX_AGE ]
      		  [ ageing_time AGEING_TIME ]
      		  [ stp_state STP_STATE ]
      		  [ priority PRIORITY ]
      		  [ group_fwd_mask MASK ]
      		  [ group_address ADDRESS ]
      		  [ no_linklocal_learn NO_LINKLOCAL_LEARN ]
      		  [ vlan_filtering VLAN_FILTERING ]
      		  [ vlan_protocol VLAN_PROTOCOL ]
      		  [ vlan_default_pvid VLAN_DEFAULT_PVID ]
      		  [ vlan_stats_enabled VLAN_STATS_ENABLED ]
      		  [ vlan_stats_per_port VLAN_STATS_PER_PORT ]
      		  [ mcast_snooping MULTICAST_SNOOPING ]
      		  [ mcast_vlan_snooping MULTICAST_VLAN_SNOOPING ]
      		  [ mcast_router MULTICAST_ROUTER ]
      		  [ mcast_query_use_ifaddr MCAST_QUERY_USE_IFADDR ]
      		  [ mcast_querier MULTICAST_QUERIER ]
      		  [ mcast_hash_elasticity HASH_ELASTICITY ]
      		  [ mcast_hash_max HASH_MAX ]
      		  [ mcast_last_member_count LAST_MEMBER_COUNT ]
      		  [ mcast_startup_query_count STARTUP_QUERY_COUNT ]
      		  [ mcast_last_member_interval LAST_MEMBER_INTERVAL ]
      		  [ mcast_membership_interval MEMBERSHIP_INTERVAL ]
      		  [ mcast_querier_interval QUERIER_INTERVAL ]
      		  [ mcast_query_interval QUERY_INTERVAL ]
      		  [ mcast_query_response_interval QUERY_RESPONSE_INTERVAL ]
      		  [ mcast_startup_query_interval STARTUP_QUERY_INTERVAL ]
      		  [ mcast_stats_enabled MCAST_STATS_ENABLED ]
      		  [ mcast_igmp_version IGMP_VERSION ]
      		  [ mcast_mld_version MLD_VERSION ]
      		  [ nf_call_iptables NF_CALL_IPTABLES ]
      		  [ nf_call_ip6tables NF_CALL_IP6TABLES ]
      		  [ nf_call_arptables NF_CALL_ARPTABLES ]

      Where: VLAN_PROTOCOL := { 802.1Q | 802.1ad }
      """;

  /// How a bridge is at one moment.
  private record Shown(Map<Setting, Long> settings, TreeSnapshot tree, long untilCollection)
      implements Snapshot {}

  private @Nullable NetdeviceNotifier notifier;

  @Override
  public String name() {
    return "bridge";
  }

  // ---- words

  @Override
  public Options parse(Args args, LinkParser links) {
    Map<Setting, Long> values = new EnumMap<>(Setting.class);
    boolean flush = false;
    while (args.hasNext()) {
      String word = args.next();
      Setting setting = Setting.find(word);
      if (setting != null) {
        values.put(setting, setting.parse(args));
      } else if (Args.matches(word, "fdb_flush")) {
        flush = true;
      } else {
        throw refusal(word);
      }
    }
    return new BridgeOptions(Collections.unmodifiableMap(values), flush);
  }

  private static CommandException refusal(String word) {
    String complaint =
        Args.matches(word, "help") ? "" : "bridge: unknown command \"" + word + "\"?\n";
    return new CommandException(1, complaint + USAGE.stripTrailing());
  }

  @Override
  public String help() {
    return USAGE;
  }

  // ---- requests

  @Override
  public void validate(LinkRequest request) throws NetlinkException {
    DeviceKind.super.validate(request);
    if (request.options instanceof BridgeOptions options) {
      Long protocol = options.values().get(Setting.VLAN_PROTOCOL);
      if (protocol != null) {
        SettingRules.vlanProtocol(protocol);
      }
      Long vlan = options.values().get(Setting.VLAN_DEFAULT_PVID);
      if (vlan != null) {
        SettingRules.vlan(vlan);
      }
    }
  }

  @Override
  public NetDevice create(Netns netns, LinkRequest request, Links links) throws NetlinkException {
    PortKind ports = netns.machine().portKinds().find("bridge_slave");
    BridgeDevice device = new BridgeDevice(netns, this, ports == null ? new BridgeSlave() : ports);
    links.register(device, request, name());
    if (request.address != null) {
      device.fixAddress();
    }
    try {
      change(device, request.options == null ? Options.NONE : request.options);
    } catch (NetlinkException e) {
      Links.unregister(List.of(device));
      throw e;
    }
    return device;
  }

  @Override
  public void change(NetDevice device, Options options) throws NetlinkException {
    if (device instanceof BridgeDevice bridge && options instanceof BridgeOptions words) {
      bridge.change(words);
    }
  }

  // ---- shows

  @Override
  public @Nullable Snapshot snapshot(NetDevice device) {
    if (!(device instanceof BridgeDevice bridge)) {
      return null;
    }
    Map<Setting, Long> settings = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      settings.put(setting, bridge.get(setting));
    }
    return new Shown(settings, bridge.treeSnapshot(), bridge.untilCollection());
  }

  @Override
  public void show(Snapshot snapshot, Output out) {
    if (!(snapshot instanceof Shown shown)) {
      return;
    }
    shown.settings.forEach((setting, value) -> {
      show(setting, value, out);
      if (setting == Setting.VLAN_PROTOCOL) {
        showTree(shown, out);
      }
    });
  }

  private static void show(Setting setting, long value, Output out) {
    if (out.isJson() && !setting.isText()) {
      out.jsonLiteral(setting.key(), setting.text(value));
    } else {
      out.string(setting.key(), setting.word() + " ", setting.text(value), " ");
    }
  }

  private static void showTree(Shown shown, Output out) {
    TreeSnapshot tree = shown.tree;
    out.string("bridge_id", "bridge_id ", tree.id().shortText(), " ");
    // iproute2 takes the bridge's own id for the root's.
    out.string("root_id", "designated_root ", tree.id().shortText(), " ");
    out.number("root_port", "root_port ", tree.rootPort(), " ");
    out.number("root_path_cost", "root_path_cost ", tree.rootPathCost(), " ");
    out.number("topology_change", "topology_change ", tree.topologyChange() ? 1 : 0, " ");
    out.number(
        "topology_change_detected",
        "topology_change_detected ",
        tree.topologyChangeDetected() ? 1 : 0,
        " ");
    Times.show("hello_timer", tree.helloTimer(), out);
    Times.show("tcn_timer", tree.tcnTimer(), out);
    Times.show("topology_change_timer", tree.topologyChangeTimer(), out);
    Times.show("gc_timer", shown.untilCollection, out);
  }

  @Override
  public Map<String, Node> sysFiles(NetDevice device) {
    return device instanceof BridgeDevice bridge ? BridgeFiles.of(bridge) : Map.of();
  }

  // ---- the module

  @Override
  public void load(Machine machine, Map<String, String> parameters) {
    notifier = new PortNotifier();
    machine.notifiers().add(notifier);
  }

  @Override
  public List<String> dependencies() {
    return List.of("ipv6", "llc", "stp");
  }

  @Override
  public String path() {
    return "kernel/net/bridge/bridge.ko";
  }

  @Override
  public int size() {
    return 221530;
  }

  @Override
  public List<String> about() {
    return List.of("alias=rtnl-link-bridge", "version=2.3", "license=GPL");
  }

  @Override
  public void unload(Machine machine) {
    Links.unregisterAll(machine, name());
    if (notifier != null) {
      machine.notifiers().remove(notifier);
    }
  }
}
