package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.neighbour.NeighbourRequest;
import dev.patchbay.stack.neighbour.NeighbourState;
import dev.patchbay.tools.iproute.Keywords;
import dev.patchbay.tools.iproute.Refusal;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The words of `ip neighbour add`, `change`, `replace`, `delete` and `get`.
final class NeighbourWords {
  private static final Keywords WORDS =
      new Keywords(
          "lladdr",
          "=nud",
          "proxy",
          "=router",
          "=use",
          "=managed",
          "extern_learn",
          "=dev",
          "protocol");

  private static final Keywords QUESTION_WORDS = new Keywords("=dev", "proxy");

  private static final Keywords STATES =
      new Keywords(
          "permanent",
          "reachable",
          "noarp",
          "none",
          "stale",
          "incomplete",
          "delay",
          "probe",
          "failed");

  private static final int REFUSED_BY_KERNEL = 2;

  private final Session session;
  private @Nullable Ip ip;
  private boolean hasDestination;
  private boolean isWithoutBytes;
  private @Nullable String dev;
  private @Nullable String linkAddress;
  private boolean proxy;
  private boolean router;
  private boolean use;
  private boolean managed;
  private boolean external;
  private int state = NeighbourState.PERMANENT;
  private int protocol;

  private NeighbourWords(Session session) {
    this.session = session;
  }

  /// Reads the words of a request to the end.
  static NeighbourRequest request(Session session, Args args) {
    NeighbourWords words = new NeighbourWords(session);
    words.read(WORDS, args);
    if (words.ip == null || (words.dev == null && !words.proxy)) {
      throw new CommandException(255, "Device and destination are required arguments.");
    }
    return words.settle(words.ip);
  }

  /// Reads the words of a question to the end.
  static NeighbourRequest question(Session session, Args args) {
    NeighbourWords words = new NeighbourWords(session);
    words.read(QUESTION_WORDS, args);
    if (words.ip == null || (words.dev == null && !words.proxy)) {
      throw new Refusal("Device and address are required arguments.");
    }
    return words.settle(words.ip);
  }

  private void read(Keywords keywords, Args args) {
    while (args.hasNext()) {
      String word = args.next();
      String keyword = keywords.find(word);
      if (keyword == null) {
        destination("to", word.equals("to") ? args.next() : word);
      } else {
        take(keyword, args);
      }
    }
  }

  private void take(String keyword, Args args) {
    switch (keyword) {
      case "lladdr" -> linkAddress(args.next());
      case "nud" -> state = state(args.next());
      case "proxy" -> proxy(args.next());
      case "router" -> router = true;
      case "use" -> {
        use = true;
        state = NeighbourState.NONE;
      }
      case "managed" -> {
        managed = true;
        state = NeighbourState.NONE;
      }
      case "extern_learn" -> external = true;
      case "dev" -> dev = args.next();
      case "protocol" -> protocol = protocol(args.next());
      default ->
          throw new CommandException(
              255, "ip: patchbay has no \"" + keyword + "\" neighbours yet.");
    }
  }

  private void linkAddress(String word) {
    if (linkAddress != null) {
      throw Args.duplicate("lladdr", word);
    }
    linkAddress = word;
  }

  private void proxy(String word) {
    proxy = true;
    if (hasDestination) {
      throw Args.duplicate("address", word);
    }
    destination("address", word);
  }

  private void destination(String key, String word) {
    if (Args.matches(word, "help")) {
      throw Usage.of("neighbour");
    }
    if (hasDestination) {
      throw Args.garbage(key, word);
    }
    hasDestination = true;
    boolean isEverything = InetText.isEverything(word);
    if (isEverything && session.family() == ProtocolFamily.UNSPEC) {
      // An address of no family is none.
      return;
    }
    ip = InetText.address(word, session.family());
    isWithoutBytes = isEverything && !word.equals("default");
  }

  private static int state(String word) {
    OptionalInt state = stateOf(word);
    if (state.isEmpty()) {
      throw Args.invarg("nud state is bad", word);
    }
    return state.getAsInt();
  }

  /// The state of this name, in full or in part, or number (`nud_state_a2n`).
  static OptionalInt stateOf(String word) {
    String name = STATES.find(word);
    if (name == null) {
      OptionalLong number = Numbers.u32(word, 0);
      return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
    }
    return OptionalInt.of(
        switch (name) {
          case "permanent" -> NeighbourState.PERMANENT;
          case "reachable" -> NeighbourState.REACHABLE;
          case "noarp" -> NeighbourState.NOARP;
          case "stale" -> NeighbourState.STALE;
          case "incomplete" -> NeighbourState.INCOMPLETE;
          case "delay" -> NeighbourState.DELAY;
          case "probe" -> NeighbourState.PROBE;
          case "failed" -> NeighbourState.FAILED;
          default -> NeighbourState.NONE;
        });
  }

  private int protocol(String word) {
    OptionalInt known = RouteNames.protocol(session, word);
    if (known.isEmpty()) {
      throw Args.invarg("\"protocol\" value is invalid\n", word);
    }
    return known.getAsInt();
  }

  private NeighbourRequest settle(Ip address) {
    if (isWithoutBytes) {
      throw new Refusal(REFUSED_BY_KERNEL, "Error: Invalid network address.");
    }
    byte[] bytes =
        linkAddress == null || linkAddress.equals("null") ? null : LinkLayer.parse(linkAddress);
    @Nullable NetDevice device = dev == null ? null : session.requireDevice(dev);
    NeighbourRequest request = new NeighbourRequest(address, device);
    request.linkAddress = bytes;
    request.state = state;
    request.proxy = proxy;
    request.router = router;
    request.use = use;
    request.managed = managed;
    request.external = external;
    request.protocol = protocol;
    return request;
  }
}
