package dev.patchbay.filter;

/// To another chain of the table.
///
/// @param goTo its end leads not back here but to who called this chain (`-g`)
public record Jump(String name, boolean goTo) implements Target {
  @Override
  public Verdict judge(Inspection packet) {
    throw new IllegalStateException("a jump is followed, not asked");
  }
}
