package dev.patchbay.device.tunnel;

import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;

/// What tunnels tell a journey.
public final class TunnelStages {
  /// The packet is wrapped for the other end.
  public record Encapsulated(String device, String source, String destination) implements Stage {
    @Override
    public String name() {
      return "encap";
    }

    @Override
    public void show(Output out) {
      out.string("dev", "by ", device, "");
      out.string("src", " from ", source, "");
      out.string("dst", " to ", destination, "");
    }
  }

  /// The packet has left its wrapping.
  public record Decapsulated(String device, String source) implements Stage {
    @Override
    public String name() {
      return "decap";
    }

    @Override
    public void show(Output out) {
      out.string("dev", "by ", device, "");
      out.string("src", " from ", source, "");
    }
  }

  private TunnelStages() {}
}
