package dev.patchbay.device.bond;

import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.KernelLog.Level;
import dev.patchbay.core.KernelModule;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Links;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceEvent;
import dev.patchbay.core.NetdeviceNotifier;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Node;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The module of bonds.
public final class Bonding implements KernelModule {
  /// So much is read of what is written to `bonding_masters`: a sign, and a name.
  private static final int COMMAND = 16;

  private @Nullable NetdeviceNotifier notifier;

  @Override
  public String name() {
    return "bonding";
  }

  @Override
  public String path() {
    return "kernel/drivers/net/bonding/bonding.ko";
  }

  @Override
  public int size() {
    return 144676;
  }

  @Override
  public List<String> dependencies() {
    return List.of("ipv6");
  }

  @Override
  public List<String> about() {
    return List.of(
        "author=Thomas Davis, tadavis@lbl.gov and many others",
        "description=Ethernet Channel Bonding Driver",
        "license=GPL",
        "alias=rtnl-link-bond",
        "parm=max_bonds:Max number of bonded devices (int)",
        "parm=miimon:Link check interval in milliseconds (int)",
        "parm=mode:Mode of operation; 0 for balance-rr, 1 for active-backup, 2 for balance-xor, 3"
            + " for broadcast, 4 for 802.3ad, 5 for balance-tlb, 6 for balance-alb (charp)");
  }

  // ---- its life

  @Override
  public void load(Machine machine, Map<String, String> parameters) throws NetlinkException {
    BondOptions options = options(machine, parameters);
    notifier = Bonding::notify;
    machine.notifiers().add(notifier);
    BondProc.add(machine);
    // Distributions tell it to make none unless asked (`max_bonds=0`).
    long bonds = Numbers.u32(parameters.getOrDefault("max_bonds", "0"), 0).orElse(0);
    for (long i = 0; i < bonds; i++) {
      LinkRequest request = new LinkRequest();
      request.options = options;
      make(machine.initialNetns(), request);
    }
  }

  /// What its parameters say of every bond it makes.
  private static BondOptions options(Machine machine, Map<String, String> parameters)
      throws NetlinkException {
    BondOptions options = BondOptions.empty();
    for (BondOption option : BondOption.values()) {
      String text = parameters.get(option.word());
      if (text != null && !option.isText()) {
        long value = BondFiles.value(option, text);
        if (!option.allows(value)) {
          String what = option == BondOption.MODE ? "bonding mode" : option.word();
          machine.log().print(Level.ERR, "Error: Invalid " + what + " \"" + text + "\"");
          throw new NetlinkException(Errno.EINVAL);
        }
        options.numbers().put(option, value);
      }
    }
    return options;
  }

  @Override
  public void unload(Machine machine) {
    Links.unregisterAll(machine, "bond");
    if (notifier != null) {
      machine.notifiers().remove(notifier);
    }
  }

  // ---- bonds by /sys/class/net/bonding_masters

  @Override
  public Map<String, Node> classFiles(Netns netns) {
    return Map.of(
        "bonding_masters", Node.file(() -> names(netns), text -> write(netns, text.strip())));
  }

  private static String names(Netns netns) {
    List<String> names = new ArrayList<>();
    for (NetDevice device : netns.devices()) {
      if (device instanceof BondDevice) {
        names.add(device.name());
      }
    }
    return names.isEmpty() ? "" : String.join(" ", names) + "\n";
  }

  private static void write(Netns netns, String text) throws FileException {
    String command = text.substring(0, Math.min(text.length(), COMMAND));
    String name = command.isEmpty() ? "" : command.substring(1).strip();
    if (text.startsWith("+") && !name.isEmpty()) {
      add(netns, name);
    } else if (text.startsWith("-") && !name.isEmpty()) {
      remove(netns, name);
    } else {
      log(netns, Level.ERR, "no command found in bonding_masters - use +ifname or -ifname");
      throw new FileException(Errno.EPERM);
    }
  }

  private static void add(Netns netns, String name) throws FileException {
    log(netns, Level.INFO, name + " is being created...");
    LinkRequest request = new LinkRequest();
    request.name = name;
    try {
      make(netns, request);
    } catch (NetlinkException e) {
      if (e.errno() == Errno.EEXIST) {
        log(netns, Level.INFO, name + " already exists");
      }
      throw new FileException(e.errno());
    }
  }

  private static void remove(Netns netns, String name) throws FileException {
    if (!(netns.device(name) instanceof BondDevice bond)) {
      log(netns, Level.ERR, "unable to delete non-existent " + name);
      throw new FileException(Errno.ENODEV);
    }
    log(netns, Level.INFO, name + " is being deleted...");
    Links.unregister(List.of(bond));
  }

  private static void log(Netns netns, Level level, String text) {
    netns.machine().log().print(level, "bonding: " + text);
  }

  private static void make(Netns netns, LinkRequest request) throws NetlinkException {
    DeviceKind kind = netns.machine().deviceKinds().find("bond");
    Bond bond = kind instanceof Bond known ? known : new Bond();
    NetDevice device = bond.create(netns, request, netns.links());
    netns.links().announce(device);
  }

  // ---- what happens to slaves

  /// `bond_netdev_event`
  private static void notify(NetdeviceEvent event, NetDevice device) {
    if (!(device.port() instanceof Slave slave)) {
      return;
    }
    switch (event) {
      case UP, CHANGE -> speedMayChange(slave);
      case CHANGENAME -> renamed(slave);
      case FEAT_CHANGE -> slave.bond().updateFeatures();
      default -> {}
    }
  }

  private static void speedMayChange(Slave slave) {
    slave.updateSpeed();
    LacpPort port = slave.lacpPort();
    if (port != null) {
      port.updateKey(slave.link() == LinkState.UP);
    }
  }

  /// The primary slave is known by its name.
  private static void renamed(Slave slave) {
    BondDevice bond = slave.bond();
    if (!bond.mode().hasActiveSlave() || bond.primaryName().isEmpty()) {
      return;
    }
    if (slave == bond.primary()) {
      bond.primary(null);
    } else if (slave.name().equals(bond.primaryName())) {
      bond.primary(slave);
    } else {
      return;
    }
    Slave primary = bond.primary();
    String now = primary == null ? "none" : primary.name();
    bond.log(Level.INFO, "Primary slave changed to " + now + ", reselecting active slave");
    bond.active().select();
  }
}
