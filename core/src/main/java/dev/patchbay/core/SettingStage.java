package dev.patchbay.core;

import dev.patchbay.core.text.Output;

/// In a journey: a setting decided.
///
/// @param sysctl its name, as `sysctl` has it
/// @param value what it is
/// @param meaning what follows from that, for a person
public record SettingStage(String sysctl, String value, String meaning) implements Stage {
  @Override
  public String name() {
    return "sysctl";
  }

  @Override
  public void show(Output out) {
    out.string("sysctl", "", sysctl, "");
    out.string("value", " = ", value, "");
    out.string("meaning", ": ", meaning, "");
  }
}
