package dev.patchbay.stack.neighbour;

/// The states of a neighbour (`NUD_…`): bits, because questions are asked of sets of them.
///
/// ```
///  NONE ──send──> INCOMPLETE ──answer──> REACHABLE ──time──> STALE ──send──> DELAY ──time──> PROBE
///                     │ no answer            ^                                  │ confirmed    │ no answer
///                     v                      └──────────────────────────────────┴───answer─────┤
///                   FAILED <───────────────────────────────────────────────────────────────────┘
/// ```
public final class NeighbourState {
  public static final int NONE = 0;
  public static final int INCOMPLETE = 0x01;
  public static final int REACHABLE = 0x02;
  public static final int STALE = 0x04;
  public static final int DELAY = 0x08;
  public static final int PROBE = 0x10;
  public static final int FAILED = 0x20;
  public static final int NOARP = 0x40;
  public static final int PERMANENT = 0x80;

  /// Packets go straight out.
  public static final int CONNECTED = PERMANENT | NOARP | REACHABLE;

  /// There is an address to send to.
  public static final int VALID = CONNECTED | PROBE | STALE | DELAY;

  /// A timer leads on from it.
  public static final int IN_TIMER = INCOMPLETE | REACHABLE | DELAY | PROBE;

  private NeighbourState() {}

  /// As `ip neigh` prints it.
  public static String word(int state) {
    return switch (state) {
      case NONE -> "NONE";
      case INCOMPLETE -> "INCOMPLETE";
      case REACHABLE -> "REACHABLE";
      case STALE -> "STALE";
      case DELAY -> "DELAY";
      case PROBE -> "PROBE";
      case FAILED -> "FAILED";
      case NOARP -> "NOARP";
      case PERMANENT -> "PERMANENT";
      default -> "0x" + Integer.toHexString(state);
    };
  }
}
