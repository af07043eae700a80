package dev.patchbay.tools.bridge;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.device.bridge.FdbRequests;
import dev.patchbay.device.bridge.FdbRequests.Flush;
import dev.patchbay.tools.iproute.Refusal;
import org.jspecify.annotations.Nullable;

/// `bridge fdb flush`: removes many entries.
final class FdbFlush {
  private static final int VLANS = 4096;

  private final Session session;
  private final FdbVlan vlan = new FdbVlan();
  private @Nullable String name;
  private @Nullable String portName;
  private boolean self;
  private boolean master;
  private int flags;
  private int flagsMask;

  private FdbFlush(Session session) {
    this.session = session;
  }

  static void run(Session session, Args args) throws NetlinkException {
    FdbFlush words = new FdbFlush(session);
    while (args.hasNext()) {
      words.take(args.next(), args);
    }
    words.flush();
  }

  private void take(String word, Args args) {
    switch (word) {
      case "dev" -> name = args.next();
      case "brport" -> portName = args.next();
      case "vlan" -> vlan.take(args);
      case "self" -> self = true;
      case "master" -> master = true;
      case "dynamic" -> {
        flag(Flush.STATIC, false);
        flag(Flush.PERMANENT, false);
      }
      case "nodynamic" -> flag(Flush.STATIC, true);
      case "static" -> {
        flag(Flush.STATIC, true);
        flagsMask |= Flush.PERMANENT;
      }
      // The real one wants a word behind it, and forgets that.
      case "help" -> args.skip();
      default -> flag(word);
    }
  }

  /// A flag that entries have, or with `no` in front do not have. Other words are passed over.
  private void flag(String word) {
    boolean on = !word.startsWith("no");
    int flag = flagOf(on ? word : word.substring(2));
    if (flag != 0) {
      flag(flag, on);
    }
  }

  private static int flagOf(String word) {
    return switch (word) {
      case "permanent" -> Flush.PERMANENT;
      case "static" -> Flush.STATIC;
      case "sticky" -> Flush.STICKY;
      case "added_by_user" -> Flush.ADDED_BY_USER;
      case "extern_learn" -> Flush.EXTERN_LEARN;
      case "offloaded" -> Flush.OFFLOADED;
      default -> 0;
    };
  }

  private void flag(int flag, boolean on) {
    flags = on ? flags | flag : flags & ~flag;
    flagsMask |= flag;
  }

  private void flush() throws NetlinkException {
    if (name == null) {
      throw new Refusal("Device is a required argument.");
    }
    NetDevice device = session.requireBridge(name);
    NetDevice port = portName == null ? null : port(portName);
    if (vlan.id() >= VLANS) {
      throw new Refusal("Invalid VLAN ID \"" + vlan.id() + "\"");
    }
    Flush which = new Flush(port, vlan.check(), flags, flagsMask);
    FdbRequests.flush(device, self || !master, master, which);
  }

  private NetDevice port(String word) {
    NetDevice port = session.device(word);
    if (port == null) {
      throw new Refusal("Cannot find bridge port device \"" + word + "\"");
    }
    return port;
  }
}
