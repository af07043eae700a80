package dev.patchbay.device.bond;

import dev.patchbay.core.KernelLog.Level;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Node;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.packet.Mac;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a bond and its slaves have under `/sys/class/net/DEV`: `bonding` and `bonding_slave`
/// (drivers/net/bonding/bond_sysfs.c, bond_sysfs_slave.c).
final class BondFiles {
  private final BondDevice bond;
  private final TreeMap<String, Node> files = new TreeMap<>();

  private BondFiles(BondDevice bond) {
    this.bond = bond;
  }

  static Node of(BondDevice bond) {
    return new BondFiles(bond).directory();
  }

  private Node directory() {
    for (BondOption option : BondOption.values()) {
      String name = option.file();
      if (name != null) {
        files.put(name, option(option));
      }
    }
    files.put("num_unsol_na", option(BondOption.NUM_PEER_NOTIF));
    files.put("slaves", Node.file(() -> slaves(Slave::name), this::writeSlaves));
    files.put(
        "queue_id",
        Node.file(() -> slaves(slave -> slave.name() + ":" + slave.queueId), this::writeQueue));
    files.put("mii_status", Node.file(() -> bond.hasCarrier() ? "up\n" : "down\n"));
    lacp("ad_aggregator", active -> active == null ? "0" : "" + active.number());
    lacp("ad_num_ports", active -> active == null ? "0" : "" + active.activePorts());
    lacp("ad_actor_key", active -> active == null ? "0" : "" + active.actorKey);
    lacp("ad_partner_key", active -> active == null ? "0" : "" + active.partnerKey);
    lacp("ad_partner_mac", active -> active == null ? null : Mac.format(active.partnerSystem));
    return Node.directory(files);
  }

  private void lacp(String name, Function<@Nullable Aggregator, @Nullable String> text) {
    files.put(
        name,
        Node.file(() -> {
          String shown =
              bond.balancing() instanceof LinkAggregation aggregation
                  ? text.apply(aggregation.active())
                  : null;
          return shown == null ? "" : shown + "\n";
        }));
  }

  private Node option(BondOption option) {
    return Node.file(() -> read(option), text -> write(option, text));
  }

  // ---- reading

  private String read(BondOption option) {
    return switch (option) {
      case ACTIVE_SLAVE -> nameOf(bond.mode().hasActiveSlave() ? bond.active().current() : null);
      case PRIMARY -> nameOf(bond.primary());
      case ARP_IP_TARGET -> line(BondTargets.join(bond.targets().ipv4(), " "));
      case AD_ACTOR_SYSTEM -> ofLacp(Mac.format(bond.number(option)));
      case AD_ACTOR_SYS_PRIO, AD_USER_PORT_KEY -> ofLacp("" + bond.number(option));
      default -> number(option);
    };
  }

  private String number(BondOption option) {
    long value = bond.number(option);
    return option.hasWords() ? option.valueWord(value) + " " + value + "\n" : value + "\n";
  }

  private static String nameOf(@Nullable Slave slave) {
    return slave == null ? "" : slave.name() + "\n";
  }

  private static String line(String text) {
    return text.isEmpty() ? "" : text + "\n";
  }

  private String ofLacp(String text) {
    return bond.mode() == BondMode.LACP ? text + "\n" : "";
  }

  private String slaves(Function<Slave, String> text) {
    StringBuilder line = new StringBuilder();
    for (Slave slave : bond.slaves()) {
      line.append(line.isEmpty() ? "" : " ").append(text.apply(slave));
    }
    return line(line.toString());
  }

  // ---- writing

  private void write(BondOption option, String text) throws FileException {
    OptionRules rules = new OptionRules(bond);
    String word = text.strip();
    try {
      if (option.isText()) {
        rules.setText(option, word);
      } else {
        rules.set(option, value(option, word), word);
      }
    } catch (NetlinkException e) {
      throw new FileException(e.errno());
    }
  }

  /// A number, or one of the option's words; -1 for neither (`bond_opt_parse`).
  static long value(BondOption option, String text) {
    boolean digits = !text.isEmpty() && text.chars().allMatch(Character::isDigit);
    return digits ? Numbers.u64(text, 10).orElse(-1) : option.numberOf(text);
  }

  /// `+NAME` enslaves, `-NAME` releases (`bond_option_slaves_set`).
  private void writeSlaves(String text) throws FileException {
    String command = text.strip();
    String name = command.isEmpty() ? "" : command.substring(1);
    if (name.isEmpty() || (command.charAt(0) != '+' && command.charAt(0) != '-')) {
      bond.log(Level.ERR, "no command found in slaves file - use +ifname or -ifname");
      throw new FileException(Errno.EPERM);
    }
    NetDevice device = bond.netns().device(name);
    if (device == null) {
      bond.log(Level.ERR, "option slaves: interface " + command + " does not exist!");
      throw new FileException(Errno.ENODEV);
    }
    try {
      if (command.charAt(0) == '+') {
        bond.addPort(device);
      } else {
        bond.removePort(device);
      }
    } catch (NetlinkException e) {
      throw new FileException(e.errno());
    }
  }

  /// `NAME:NUMBER` (`bond_option_queue_id_set`).
  private void writeQueue(String text) throws FileException {
    String[] parts = text.strip().split(":", -1);
    Slave slave = parts.length == 2 ? bond.slave(parts[0]) : null;
    long queue = parts.length == 2 ? Numbers.u16(parts[1], 10).orElse(-1) : -1;
    if (slave == null) {
      throw new FileException(Errno.EPERM);
    }
    try {
      slave.queueId((int) queue);
    } catch (NetlinkException e) {
      throw new FileException(e.errno());
    }
  }

  // ---- a slave

  static Node ofSlave(Slave slave) {
    TreeMap<String, Node> files = new TreeMap<>();
    files.put("state", Node.file(() -> slave.isBackup() ? "backup\n" : "active\n"));
    files.put("mii_status", Node.file(() -> slave.link().text() + "\n"));
    files.put("link_failure_count", Node.file(() -> slave.failures + "\n"));
    files.put("perm_hwaddr", Node.file(() -> slave.permanentAddress() + "\n"));
    files.put("queue_id", Node.file(() -> slave.queueId + "\n"));
    put(files, "ad_aggregator_id", slave, LacpPort.Snapshot::aggregator);
    put(files, "ad_actor_oper_port_state", slave, LacpPort.Snapshot::actorState);
    put(files, "ad_partner_oper_port_state", slave, LacpPort.Snapshot::partnerState);
    return Node.directory(files);
  }

  private static void put(
      Map<String, Node> files,
      String name,
      Slave slave,
      Function<LacpPort.Snapshot, Integer> value) {
    files.put(
        name,
        Node.file(() -> {
          LacpPort port = slave.lacpPort();
          if (port == null || port.aggregator() == null) {
            return "N/A\n";
          }
          return value.apply(port.snapshot()) + "\n";
        }));
  }
}
