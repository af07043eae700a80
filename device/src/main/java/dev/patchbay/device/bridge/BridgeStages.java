package dev.patchbay.device.bridge;

import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;
import org.jspecify.annotations.Nullable;

/// What bridges tell a journey.
final class BridgeStages {
  private record Forward(String bridge, String port) implements Stage {
    @Override
    public String name() {
      return "bridge";
    }

    @Override
    public void show(Output out) {
      out.string("bridge", "", bridge, "");
      out.string("port", " knows the destination at ", port, "");
    }
  }

  private record Flood(String bridge, PortFlag kind) implements Stage {
    @Override
    public String name() {
      return "bridge";
    }

    @Override
    public void show(Output out) {
      out.string("bridge", "", bridge, "");
      out.string("flood", " floods (", kind.word(), ")");
    }
  }

  private BridgeStages() {}

  /// The forwarding database knows the destination; a null port is the bridge itself.
  static Stage forward(BridgeDevice bridge, @Nullable BridgePort port) {
    return new Forward(bridge.name(), port == null ? "itself" : port.device().name());
  }

  /// The frame goes to every port that has the flag.
  static Stage flood(BridgeDevice bridge, PortFlag kind) {
    return new Flood(bridge.name(), kind);
  }
}
