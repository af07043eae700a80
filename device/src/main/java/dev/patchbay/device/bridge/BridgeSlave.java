package dev.patchbay.device.bridge;

import dev.patchbay.core.LinkParser;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.PortKind;
import dev.patchbay.core.file.Node;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.bridge.stp.TreePortSnapshot;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `ip link` says about bridge ports: `bridge_slave`.
public final class BridgeSlave implements PortKind {
  private static final String USAGE =
      """
      Usage: ... bridge_slave [ fdb_flush ]
      			[ state STATE ]
      			[ priority PRIO ]
      			[ cost COST ]
      			[ guard {on | off} ]
      			[ hairpin {on | off} ]
      			[ fastleave {on | off} ]
      			[ root_block {on | off} ]
      			[ learning {on | off} ]
      			[ flood {on | off} ]
      			[ proxy_arp {on | off} ]
      			[ proxy_arp_wifi {on | off} ]
      			[ mcast_router MULTICAST_ROUTER ]
      			[ mcast_fast_leave {on | off} ]
      			[ mcast_flood {on | off} ]
      			[ bcast_flood {on | off} ]
      			[ mcast_to_unicast {on | off} ]
      			[ group_fwd_mask MASK ]
      			[ neigh_suppress {on | off} ]
      			[ vlan_tunnel {on | off} ]
      			[ isolated {on | off} ]
      			[ locked {on | off} ]
      			[ backup_port DEVICE ] [ nobackup_port ]
      """;

  @Override
  public String name() {
    return "bridge_slave";
  }

  @Override
  public Options parse(Args args, LinkParser links) {
    return new PortWords(args, links).read();
  }

  /// Refuses a word, or gives help.
  static CommandException refusal(String word) {
    String complaint =
        Args.matches(word, "help") ? "" : "bridge_slave: unknown option \"" + word + "\"?\n";
    return new CommandException(1, complaint + USAGE.stripTrailing());
  }

  @Override
  public void change(NetDevice port, Options options) throws NetlinkException {
    if (!(port.port() instanceof BridgePort bridgePort)) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
    if (options instanceof PortOptions words) {
      bridgePort.change(words);
    }
  }

  @Override
  public Snapshot snapshot(NetDevice port) {
    return PortSnapshot.of(port);
  }

  @Override
  public void show(Snapshot snapshot, Output out) {
    if (snapshot instanceof PortSnapshot shown) {
      show(shown, out);
    }
  }

  private static void show(PortSnapshot port, Output out) {
    out.string("state", "state ", port.tree().state().word(), " ");
    out.number("priority", "priority ", port.tree().priority(), " ");
    out.number("cost", "cost ", port.tree().cost(), " ");
    show(port, out, PortFlag.HAIRPIN, PortFlag.GUARD, PortFlag.ROOT_BLOCK);
    show(port, out, PortFlag.FASTLEAVE, PortFlag.LEARNING, PortFlag.FLOOD);
    showTree(port.tree(), out);
    show(port, out, PortFlag.PROXY_ARP, PortFlag.PROXY_ARP_WIFI);
    out.number("multicast_router", "mcast_router ", port.multicastRouter(), " ");
    out.text("mcast_fast_leave " + (port.has(PortFlag.FASTLEAVE) ? "on " : "off "));
    show(port, out, PortFlag.MCAST_FLOOD, PortFlag.BCAST_FLOOD);
    show(port, out, PortFlag.MCAST_TO_UNICAST, PortFlag.NEIGH_SUPPRESS);
    String mask = Integer.toHexString(port.groupForwardMask());
    String shown = port.groupForwardMask() == 0 ? "0" : "0x" + mask;
    out.string("group_fwd_mask", "group_fwd_mask ", shown, " ");
    out.string("group_fwd_mask_str", "group_fwd_mask_str ", groups(port.groupForwardMask()), " ");
    show(port, out, PortFlag.VLAN_TUNNEL, PortFlag.ISOLATED, PortFlag.LOCKED);
    @Nullable String backup = port.backup();
    if (backup != null) {
      out.string("backup_port", "backup_port ", backup, " ");
    }
  }

  private static void show(PortSnapshot port, Output out, PortFlag... flags) {
    for (PortFlag flag : flags) {
      out.onOff(flag.word(), flag.word() + " ", port.has(flag), " ");
    }
  }

  private static void showTree(TreePortSnapshot port, Output out) {
    out.string("id", "port_id ", "0x" + Integer.toHexString(port.id()), " ");
    out.string("no", "port_no ", "0x" + Integer.toHexString(port.number()), " ");
    out.number("designated_port", "designated_port ", port.designatedPort(), " ");
    out.number("designated_cost", "designated_cost ", port.designatedCost() & 0xffff, " ");
    out.string("bridge_id", "designated_bridge ", port.designatedBridge().shortText(), " ");
    out.string("root_id", "designated_root ", port.designatedRoot().shortText(), " ");
    Times.show("hold_timer", port.holdTimer(), out);
    Times.show("message_age_timer", port.messageAgeTimer(), out);
    Times.show("forward_delay_timer", port.forwardDelayTimer(), out);
    out.number("topology_change_ack", "topology_change_ack ", bit(port.changeAcknowledged()), " ");
    out.number("config_pending", "config_pending ", bit(port.configPending()), " ");
  }

  private static int bit(boolean value) {
    return value ? 1 : 0;
  }

  /// The groups of a mask by name where they have one: `lacp,0x8`.
  private static String groups(int mask) {
    StringBuilder text = new StringBuilder();
    for (int bit = 0; bit < 16; bit++) {
      if ((mask & 1 << bit) != 0) {
        text.append(text.isEmpty() ? "" : ",").append(group(bit));
      }
    }
    return text.isEmpty() ? "0x0" : text.toString();
  }

  private static String group(int bit) {
    return switch (bit) {
      case 0 -> "stp";
      case 2 -> "lacp";
      case 14 -> "lldp";
      default -> "0x" + Integer.toHexString(1 << bit);
    };
  }

  @Override
  public Map<String, Node> sysFiles(NetDevice port) {
    return port.port() instanceof BridgePort bridgePort ? PortFiles.of(bridgePort) : Map.of();
  }

  @Override
  public String help() {
    return USAGE;
  }
}
