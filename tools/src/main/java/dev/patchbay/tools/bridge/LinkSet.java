package dev.patchbay.tools.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.PortKind;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.device.bridge.BridgeDevice;
import dev.patchbay.device.bridge.BridgeSlave;
import dev.patchbay.device.bridge.PortAnnouncement;
import dev.patchbay.device.bridge.PortFlag;
import dev.patchbay.device.bridge.PortNumber;
import dev.patchbay.device.bridge.PortOptions;
import dev.patchbay.device.bridge.stp.PortState;
import dev.patchbay.tools.iproute.Atoi;
import dev.patchbay.tools.iproute.Refusal;
import dev.patchbay.tools.iproute.Switch;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// `bridge link set`: what a port is changed to (`brlink_modify`).
final class LinkSet {
  private final Session session;
  private PortOptions options = PortOptions.NONE;
  private @Nullable String name;
  private boolean self;
  private boolean master;

  private LinkSet(Session session) {
    this.session = session;
  }

  static void run(Session session, Args args) throws NetlinkException {
    LinkSet words = new LinkSet(session);
    while (args.hasNext()) {
      words.take(args.next(), args);
    }
    words.apply();
  }

  // ---- words

  private void take(String word, Args args) {
    switch (word) {
      case "dev" -> name = args.next();
      case "cost" -> number(PortNumber.COST, args, 1);
      case "priority" -> number(PortNumber.PRIORITY, args, 0);
      case "mcast_router" -> number(PortNumber.MCAST_ROUTER, args, 0);
      case "state" -> state(args.next());
      // Whether hardware may learn, too: no device here can.
      case "learning_sync" -> Switch.onOff(word, args);
      case "hwmode" -> hardwareMode(args.next());
      case "self" -> self = true;
      case "master" -> master = true;
      case "backup_port" -> backup(args.next());
      case "nobackup_port" -> options = options.withBackup(null);
      default -> flag(word, args);
    }
  }

  /// A number as C's `atoi` reads it; what is less than `least` does not reach the kernel.
  private void number(PortNumber number, Args args, int least) {
    int value = Atoi.of(args.next());
    if (value >= least) {
      options = options.with(number, number == PortNumber.COST ? value : value & mask(number));
    }
  }

  /// The message has room for so much.
  private static int mask(PortNumber number) {
    return number == PortNumber.PRIORITY ? 0xffff : 0xff;
  }

  private void state(String word) {
    OptionalLong number = Numbers.integer(word, 10);
    long value = number.isPresent() ? number.getAsLong() : stateOf(word).ordinal();
    if (value >= 0) {
      options = options.with(PortNumber.STATE, value & 0xff);
    }
  }

  private static PortState stateOf(String word) {
    for (PortState state : PortState.values()) {
      if (state.word().equals(word)) {
        return state;
      }
    }
    throw new Refusal("Error: invalid STP port state");
  }

  private void hardwareMode(String word) {
    if (!word.equals("vepa") && !word.equals("veb")) {
      throw new Refusal("Mode argument must be \"vepa\" or \"veb\".");
    }
    self = true;
  }

  private void backup(String word) {
    NetDevice device = session.device(word);
    if (device == null) {
      throw new Refusal("Error: device " + word + " does not exist");
    }
    options = options.withBackup(device);
  }

  private void flag(String word, Args args) {
    for (PortFlag flag : PortFlag.values()) {
      if (flag.word().equals(word)
          && flag != PortFlag.PROXY_ARP
          && flag != PortFlag.PROXY_ARP_WIFI) {
        options = options.with(flag, Switch.onOff(word, args));
        return;
      }
    }
    throw Usage.of("link");
  }

  // ---- the request

  /// `rtnl_bridge_setlink`: first the bridge above the device is asked, then the device itself.
  private void apply() throws NetlinkException {
    if (name == null) {
      throw new Refusal("Device is a required argument.");
    }
    NetDevice device = session.requireBridge(name);
    if (master || !self) {
      change(device);
    }
    if (self && !(device instanceof BridgeDevice)) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
  }

  private void change(NetDevice device) throws NetlinkException {
    PortKind.Port port = device.port();
    if (port == null || !(port.kind() instanceof BridgeSlave ports)) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
    ports.change(device, options);
    PortAnnouncement.changed(device);
  }
}
