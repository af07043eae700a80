package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Args;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.neighbour.NeighbourSnapshot;
import dev.patchbay.stack.neighbour.NeighbourState;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The words of `ip neighbour show` and `flush`: which neighbours.
final class NeighbourSelector {
  /// Stands for having no state at all.
  private static final int NO_STATE = 0x100;

  private static final int EVERY_STATE = 0xff;

  boolean proxy;
  @Nullable NetDevice device;

  private final Session session;
  private final boolean flush;
  private @Nullable String deviceName;
  private @Nullable NetDevice master;
  private @Nullable Prefix prefix;
  private int protocol;
  private boolean unused;
  private boolean hasState;
  private boolean noMaster;
  private int states;

  private NeighbourSelector(Session session, boolean flush) {
    this.session = session;
    this.flush = flush;
    this.states =
        flush
            ? ~(NeighbourState.PERMANENT | NeighbourState.NOARP)
            : EVERY_STATE & ~NeighbourState.NOARP;
  }

  /// Reads them to the end.
  static NeighbourSelector read(Session session, boolean flush, Args args) {
    NeighbourSelector selector = new NeighbourSelector(session, flush);
    while (args.hasNext()) {
      selector.take(args.next(), args);
    }
    if (selector.deviceName != null) {
      selector.device = session.requireDevice(selector.deviceName);
    }
    return selector;
  }

  private void take(String word, Args args) {
    switch (word) {
      case "dev" -> device(args.next());
      case "master" -> master(args.next());
      case "vrf" -> master = Vrfs.require(session, args.next(), "Not a valid VRF name\n");
      case "nomaster" -> noMaster = true;
      case "unused" -> unused = true;
      case "nud" -> state(args.next());
      default -> {
        if (Args.matches(word, "proxy")) {
          proxy = true;
        } else if (Args.matches(word, "protocol")) {
          protocol(args.next());
        } else {
          to(word.equals("to") ? args.next() : word);
        }
      }
    }
  }

  private void device(String word) {
    if (deviceName != null) {
      throw Args.duplicate("dev", word);
    }
    deviceName = word;
  }

  private void master(String word) {
    master = session.device(word);
    if (master == null) {
      throw Args.invarg("Device does not exist\n", word);
    }
  }

  private void state(String word) {
    OptionalInt state = NeighbourWords.stateOf(word);
    if (state.isEmpty() && !word.equals("all")) {
      throw Args.invarg("nud state is bad", word);
    }
    int every = flush ? ~NeighbourState.NOARP : ~0;
    int asked = state.isEmpty() ? every : state.getAsInt();
    states = (hasState ? states : 0) | (asked == 0 ? NO_STATE : asked);
    hasState = true;
  }

  private void protocol(String word) {
    OptionalInt known = RouteNames.protocol(session, word);
    if (known.isEmpty() && !word.equals("all")) {
      throw Args.invarg("invalid \"protocol\"\n", word);
    }
    protocol = known.isEmpty() ? 0 : known.getAsInt();
  }

  private void to(String word) {
    if (Args.matches(word, "help")) {
      throw Usage.of("neighbour");
    }
    Prefix asked = InetText.prefix(word, session.family());
    if (InetText.isEverything(word)) {
      return;
    }
    prefix = asked;
    if (session.family() == ProtocolFamily.UNSPEC) {
      session.family(ProtocolFamily.of(asked.family()));
    }
  }

  /// Whether neighbours of the family are asked for.
  boolean isAsked(Family family) {
    Family asked = session.family().addresses();
    return asked == null ? session.family() == ProtocolFamily.UNSPEC : asked == family;
  }

  /// From the second round of a flush on, those that failed are left.
  void leaveFailed() {
    states &= ~NeighbourState.FAILED;
  }

  /// Whether the neighbour is one of those.
  boolean shows(NeighbourSnapshot neighbour) {
    if (device != null && device.index() != neighbour.ifindex()) {
      return false;
    }
    if (!hasMaster(neighbour) || !hasState(neighbour)) {
      return false;
    }
    if (protocol != 0 && protocol != neighbour.protocol()) {
      return false;
    }
    if (unused && neighbour.references() != 0) {
      return false;
    }
    return prefix == null || prefix.contains(neighbour.ip());
  }

  private boolean hasState(NeighbourSnapshot neighbour) {
    int state = neighbour.state();
    return neighbour.proxy()
        || neighbour.external()
        || (states & (state == 0 ? NO_STATE : state)) != 0;
  }

  private boolean hasMaster(NeighbourSnapshot neighbour) {
    if (master == null && !noMaster) {
      return true;
    }
    NetDevice on = session.netns().device(neighbour.ifindex());
    return on != null && on.master() == master;
  }
}
