package dev.patchbay.device.bond;

/// Notices that an end of a link ought to come into sync and does not (IEEE 802.1AX 6.4.17).
final class ChurnDetector {
  /// Ticks of a tenth of a second.
  private static final int CHURN_TIME = 600;

  /// Whether the end comes into sync.
  enum State {
    MONITORING("monitoring"),
    CHURNED("churned"),
    NONE("none");

    private final String text;

    State(String text) {
      this.text = text;
    }

    /// As `/proc/net/bonding` has it.
    String text() {
      return text;
    }
  }

  private State state = State.MONITORING;
  private int count;
  private int timer;

  State state() {
    return state;
  }

  /// How often the end has not come into sync in time.
  int count() {
    return count;
  }

  /// From now on the end has the time of one detection.
  void restart() {
    state = State.MONITORING;
    timer = CHURN_TIME;
  }

  /// A tick has passed.
  void tick(boolean inSync) {
    if (timer > 0 && --timer == 0) {
      state = inSync ? State.NONE : State.CHURNED;
      count += inSync ? 0 : 1;
    }
  }
}
