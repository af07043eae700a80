package dev.patchbay.filter;

/// The targets that every table has without any kind.
public enum StandardTarget implements Target {
  ACCEPT(Verdict.ACCEPT),
  DROP(Verdict.DROP),
  RETURN(Verdict.RETURN),
  /// Nobody waits for queued packets: they are dropped.
  QUEUE(Verdict.DROP),
  /// No target: the rule only counts.
  NONE(Verdict.CONTINUE);

  private final Verdict verdict;

  StandardTarget(Verdict verdict) {
    this.verdict = verdict;
  }

  @Override
  public Verdict judge(Inspection packet) {
    return verdict;
  }

  public Verdict verdict() {
    return verdict;
  }

  @Override
  public String toString() {
    return this == NONE ? "" : name();
  }
}
