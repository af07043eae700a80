package dev.patchbay.device.bond;

import dev.patchbay.core.KernelLog.Level;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a bond makes of a new value of an option, and when it refuses one (`__bond_opt_set`,
/// drivers/net/bonding/bond_options.c).
final class OptionRules {
  private final BondDevice bond;

  OptionRules(BondDevice bond) {
    this.bond = bond;
  }

  // ---- requests

  /// Changes what the options say; what comes before a refusal stays done.
  void change(BondOptions options) throws NetlinkException {
    Map<BondOption, Long> numbers = options.numbers();
    for (BondOption option : BondOption.values()) {
      Long number = numbers.get(option);
      if (number != null) {
        checkMonitors(option, number, numbers.getOrDefault(BondOption.MIIMON, 0L));
        set(option, number, null);
      }
      String text = options.texts().get(option);
      if (text != null) {
        setAll(option, text);
      }
    }
  }

  private static void checkMonitors(BondOption option, long value, long miimon)
      throws NetlinkException {
    if (value == 0 || miimon == 0) {
      return;
    }
    if (option == BondOption.ARP_INTERVAL) {
      throw new NetlinkException(
          Errno.EINVAL, "ARP monitoring cannot be used with MII monitoring.");
    }
    if (option == BondOption.ARP_VALIDATE) {
      throw new NetlinkException(
          Errno.EINVAL, "ARP validating cannot be used with MII monitoring.");
    }
  }

  private void setAll(BondOption option, String text) throws NetlinkException {
    switch (option) {
      case ARP_IP_TARGET -> {
        bond.targets().ipv4().clear();
        for (String one : BondTargets.split(text)) {
          setText(option, "+" + one);
        }
      }
      case NS_IP6_TARGET -> {
        bond.targets().ipv6().clear();
        for (String one : BondTargets.split(text)) {
          setText(option, "+" + one);
        }
      }
      default -> setText(option, text);
    }
  }

  /// Sets a number, which the writer called `text` (`bond_opt_check_deps`, `bond_opt_parse`).
  void set(BondOption option, long value, @Nullable String text) throws NetlinkException {
    checkDependencies(option);
    if (!option.allows(value)) {
      throw invalid(option, text == null ? Long.toUnsignedString(value) : text);
    }
    apply(option, value);
  }

  /// Sets what is not a number.
  void setText(BondOption option, String text) throws NetlinkException {
    checkDependencies(option);
    switch (option) {
      case ACTIVE_SLAVE -> activeSlave(text);
      case PRIMARY -> primary(text);
      case ARP_IP_TARGET -> arpTarget(text);
      case NS_IP6_TARGET -> neighbourTarget(text);
      default -> actorSystem(text);
    }
  }

  private void checkDependencies(BondOption option) throws NetlinkException {
    String log = "option " + fileOf(option) + ": ";
    if (!option.isIn(bond.mode())) {
      bond.log(Level.ERR, log + dependency(bond.mode()));
      throw new NetlinkException(Errno.EACCES, "option not supported in mode.");
    }
    if (option.wantsNoSlaves() && !bond.slaves().isEmpty()) {
      bond.log(Level.ERR, log + "unable to set because the bond device has slaves");
      throw new NetlinkException(
          Errno.ENOTEMPTY, "unable to set option because the bond device has slaves.");
    }
    if (option.wantsDown() && bond.isUp()) {
      bond.log(Level.ERR, log + "unable to set because the bond device is up");
      throw new NetlinkException(Errno.EBUSY, "unable to set option because the bond is up.");
    }
  }

  /// What the log says of an option that the mode does not have.
  static String dependency(BondMode mode) {
    return "mode dependency failed, not supported in mode %s(%d)"
        .formatted(mode.word(), mode.ordinal());
  }

  private static String fileOf(BondOption option) {
    String file = option.file();
    return file == null ? option.word() : file;
  }

  private NetlinkException invalid(BondOption option, String text) {
    String log = "option " + fileOf(option) + ": ";
    bond.log(Level.ERR, log + "invalid value (" + text + ")");
    String bounds = option.bounds();
    if (bounds != null) {
      bond.log(Level.ERR, log + "allowed values " + bounds);
    }
    return new NetlinkException(Errno.EINVAL, "invalid option value.");
  }

  // ---- numbers

  private void apply(BondOption option, long value) throws NetlinkException {
    switch (option) {
      case MODE -> mode(BondMode.of(value));
      case MIIMON -> miimon(value);
      case UPDELAY -> delay(option, value, "up");
      case DOWNDELAY -> delay(option, value, "down");
      case PEER_NOTIFY_DELAY -> delay(option, value, "peer notification");
      case ARP_INTERVAL -> arpInterval(value);
      case ALL_SLAVES_ACTIVE -> allSlavesActive(value);
      case MIN_LINKS -> {
        bond.number(option, value);
        bond.updateCarrier();
      }
      case PRIMARY_RESELECT -> {
        bond.number(option, value);
        bond.active().select();
      }
      case AD_ACTOR_SYS_PRIO -> {
        bond.number(option, value);
        actorChanged();
      }
      case LACP_ACTIVE, LACP_RATE -> {
        bond.number(option, value);
        if (bond.balancing() instanceof LinkAggregation lacp) {
          lacp.settingsChanged();
        }
      }
      default -> bond.number(option, value);
    }
  }

  private void mode(BondMode mode) {
    if (!mode.allowsArpMonitor()) {
      bond.number(BondOption.ARP_INTERVAL, 0);
      if (!bond.isOn(BondOption.MIIMON)) {
        bond.number(BondOption.MIIMON, 100);
      }
    }
    if (mode == BondMode.BALANCE_ALB) {
      bond.number(BondOption.TLB_DYNAMIC_LB, 1);
    }
    bond.number(BondOption.ARP_VALIDATE, 0);
    bond.number(BondOption.MODE, mode.ordinal());
    bond.mode(mode);
  }

  private void miimon(long value) {
    bond.number(BondOption.MIIMON, value);
    if (value != 0 && bond.isOn(BondOption.ARP_INTERVAL)) {
      bond.number(BondOption.ARP_INTERVAL, 0);
      bond.number(BondOption.ARP_VALIDATE, 0);
    }
    if (!bond.isUp()) {
      return;
    }
    if (value == 0) {
      bond.miiMonitor().stop();
    } else {
      bond.arpMonitor().stop();
      bond.miiMonitor().start();
    }
  }

  private void delay(BondOption option, long value, String which) throws NetlinkException {
    long miimon = bond.number(BondOption.MIIMON);
    if (miimon == 0) {
      String what = which + " delay";
      bond.log(Level.ERR, "Unable to set " + what + " as MII monitoring is disabled");
      throw new NetlinkException(Errno.EPERM);
    }
    if (value % miimon != 0) {
      bond.log(
          Level.WARN,
          "%s delay (%d) is not a multiple of miimon (%d), value rounded to %d ms"
              .formatted(which, value, miimon, value / miimon * miimon));
    }
    bond.number(option, value / miimon);
  }

  private void arpInterval(long value) {
    bond.number(BondOption.ARP_INTERVAL, value);
    if (value != 0) {
      bond.number(BondOption.MIIMON, 0);
    }
    if (!bond.isUp()) {
      return;
    }
    if (value == 0) {
      bond.arpMonitor().stop();
    } else {
      bond.miiMonitor().stop();
      bond.arpMonitor().start();
    }
  }

  private void allSlavesActive(long value) {
    bond.number(BondOption.ALL_SLAVES_ACTIVE, value);
    for (Slave slave : bond.slaves()) {
      if (slave.isBackup()) {
        slave.inactive(value == 0);
      }
    }
  }

  private void actorChanged() {
    if (bond.balancing() instanceof LinkAggregation aggregation) {
      aggregation.actorChanged();
    }
  }

  // ---- names and addresses

  /// `bond_option_active_slave_set`
  private void activeSlave(String name) throws NetlinkException {
    ActiveSlave active = bond.active();
    if (name.isEmpty()) {
      active.current(null);
      active.select();
      return;
    }
    if (bond.netns().device(name) == null) {
      bond.log(Level.ERR, "option active_slave: interface " + name + " does not exist!");
      throw new NetlinkException(Errno.ENODEV);
    }
    Slave wanted = bond.slave(name);
    if (wanted == null) {
      bond.log(Level.ERR, "(slave " + name + "): Device is not bonding slave");
      throw invalid(BondOption.ACTIVE_SLAVE, name);
    }
    Slave now = active.current();
    if (wanted == now) {
      return;
    }
    if (now == null || wanted.link() != LinkState.UP || !wanted.device().isRunning()) {
      wanted.log(
          Level.ERR,
          "Could not set as active slave; either " + name + " is down or the link is down");
      throw invalid(BondOption.ACTIVE_SLAVE, name);
    }
    active.change(wanted);
  }

  /// `bond_option_primary_set`
  private void primary(String name) {
    Slave slave = name.isEmpty() ? null : bond.slave(name);
    boolean changes = slave != null || bond.primary() != null || name.isEmpty();
    bond.primary(slave);
    bond.primaryName(name);
    if (slave != null) {
      bond.active().forcePrimary();
    }
    if (changes) {
      bond.active().select();
    }
  }

  private void arpTarget(String text) throws NetlinkException {
    String address = text.isEmpty() ? "" : text.substring(1).strip();
    Ip target = Ip.parse(address);
    if (target == null || target.family() != Family.IPV4) {
      bond.log(Level.ERR, "invalid ARP target specified");
      throw new NetlinkException(Errno.EPERM);
    }
    boolean adds = text.startsWith("+");
    if (!adds && !text.startsWith("-")) {
      bond.log(Level.ERR, "no command found in arp_ip_targets file - use +<addr> or -<addr>");
      throw new NetlinkException(Errno.EPERM);
    }
    if (!isTarget(target)) {
      String what = adds ? "addition" : "removal";
      bond.log(Level.ERR, "invalid ARP target " + address + " specified for " + what);
      throw invalid(BondOption.ARP_IP_TARGET, text);
    }
    if (adds) {
      addArpTarget(target, text);
    } else {
      removeArpTarget(target, text);
    }
  }

  private static boolean isTarget(Ip target) {
    return target.toInt() != 0 && target.toInt() != -1;
  }

  private void addArpTarget(Ip target, String text) throws NetlinkException {
    BondTargets targets = bond.targets();
    if (targets.indexOf(target.toInt()) >= 0) {
      bond.log(Level.ERR, "ARP target " + target + " is already present");
      throw invalid(BondOption.ARP_IP_TARGET, text);
    }
    if (targets.ipv4().size() == BondTargets.MOST) {
      bond.log(Level.ERR, "ARP target table is full!");
      throw invalid(BondOption.ARP_IP_TARGET, text);
    }
    targets.ipv4().add(target);
  }

  private void removeArpTarget(Ip target, String text) throws NetlinkException {
    if (!bond.targets().ipv4().remove(target)) {
      bond.log(Level.ERR, "unable to remove nonexistent ARP target " + target);
      throw invalid(BondOption.ARP_IP_TARGET, text);
    }
    if (bond.targets().ipv4().isEmpty() && bond.isOn(BondOption.ARP_INTERVAL)) {
      bond.log(Level.WARN, "Removing last arp target with arp_interval on");
    }
  }

  private void neighbourTarget(String text) throws NetlinkException {
    Ip target = Ip.parse(text.substring(1));
    if (target == null || target.equals(Ip.ANY6) || target.isMulticast()) {
      bond.log(Level.ERR, "Invalid IPv6 addr6");
      throw invalid(BondOption.NS_IP6_TARGET, text);
    }
    if (bond.targets().indexOf(target.hi(), target.lo()) >= 0) {
      bond.log(Level.ERR, "NS target " + target + " is already present");
      throw invalid(BondOption.NS_IP6_TARGET, text);
    }
    if (bond.targets().ipv6().size() == BondTargets.MOST) {
      throw invalid(BondOption.NS_IP6_TARGET, text);
    }
    bond.targets().ipv6().add(target);
  }

  private void actorSystem(String text) throws NetlinkException {
    Mac mac = Mac.parse(text.strip());
    if (mac == null || mac.isMulticast()) {
      bond.log(Level.ERR, "Invalid ad_actor_system MAC address.");
      throw invalid(BondOption.AD_ACTOR_SYSTEM, text);
    }
    bond.number(BondOption.AD_ACTOR_SYSTEM, mac.value());
    actorChanged();
  }
}
