package dev.patchbay.core.time;

/// What a wait says about its own end. The waits of the foreground choose the [Gear]: one that is
/// bounded makes the clock jump; else one without end makes it keep pace; else one for the host
/// makes it stand.
public enum Bound {
  /// Ends by itself after some time: `sleep 5`, `ping -c 3`.
  BOUNDED,
  /// May last for ever: `ping`, a prompt.
  ENDLESS,
  /// Ends when a program of the host has done something.
  HOST,
  /// Ends when another task of the lab has done something, whose own wait says more: a pipe,
  /// `wait`.
  OTHERS
}
