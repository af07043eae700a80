package dev.patchbay.device.bridge;

import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.bridge.multicast.MdbEntry;
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

  private record OfGroup(String bridge, @Nullable String group) implements Stage {
    @Override
    public String name() {
      return "bridge";
    }

    @Override
    public void show(Output out) {
      out.string("bridge", "", bridge, "");
      if (group == null) {
        out.text(" sends it to routers: nobody asked for its group");
      } else {
        out.string("group", " sends it to those who want ", group, "");
      }
    }
  }

  private BridgeStages() {}

  /// The forwarding database knows the destination; a null port is the bridge itself.
  static Stage forward(BridgeDevice bridge, @Nullable BridgePort port) {
    return new Forward(bridge.name(), port == null ? "itself" : port.device().name());
  }

  /// The frame goes to the ports that want its group, or with null to routers only.
  static Stage group(BridgeDevice bridge, @Nullable MdbEntry entry) {
    return new OfGroup(bridge.name(), entry == null ? null : entry.group().address());
  }

  /// The frame goes to every port that has the flag.
  static Stage flood(BridgeDevice bridge, PortFlag kind) {
    return new Flood(bridge.name(), kind);
  }
}
