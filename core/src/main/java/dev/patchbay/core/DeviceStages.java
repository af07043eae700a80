package dev.patchbay.core;

import dev.patchbay.core.text.Output;

/// What devices tell a journey.
final class DeviceStages {
  record Receive(String device) implements Stage {
    @Override
    public String name() {
      return "receive";
    }

    @Override
    public void show(Output out) {
      out.string("dev", "", device, "");
    }
  }

  record Send(String device) implements Stage {
    @Override
    public String name() {
      return "send";
    }

    @Override
    public void show(Output out) {
      out.string("dev", "", device, "");
    }
  }

  private DeviceStages() {}
}
