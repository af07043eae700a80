package dev.patchbay.device.bridge;

import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;
import dev.patchbay.device.bridge.multicast.MdbEntry;
import dev.patchbay.device.bridge.stp.PortState;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.VlanTag;
import org.jspecify.annotations.Nullable;

/// What bridges tell a journey.
final class BridgeStages {
  private record Forward(String bridge, String address, int vlan, String port) implements Stage {
    @Override
    public String name() {
      return "bridge";
    }

    @Override
    public void show(Output out) {
      out.string("bridge", "", bridge, "");
      out.string("address", " knows ", address, "");
      if (vlan != 0) {
        out.number("vlan", " vlan ", vlan, "");
      }
      out.string("port", " at ", port, "");
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
      out.jsonString("flood", kind.word());
      out.text(kind == PortFlag.FLOOD ? " floods: it does not know the destination" : " floods");
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
  static Stage forward(BridgeDevice bridge, @Nullable BridgePort port, Packet packet) {
    String address = Mac.of(Ethernet.destination(packet.bytes(), packet.link())).toString();
    int vlan = packet.vlan() == Packet.NO_VLAN ? 0 : VlanTag.id(packet.vlan());
    String name = port == null ? "itself" : port.device().name();
    return new Forward(bridge.name(), address, vlan, name);
  }

  /// The frame does not leave by the port; null when that goes without saying.
  static @Nullable Stage withheld(BridgePort port, Packet packet) {
    String bridge = port.bridge().name();
    String name = port.device().name();
    if (packet.device() == port.device()) {
      return null;
    } else if (port.state() != PortState.FORWARDING) {
      return new WithheldStage(bridge, name, "its state is " + port.state().word(), -1);
    } else if (!VlanFilter.mayLeave(port.vlans(), packet)) {
      int vlan = VlanTag.id(packet.vlan());
      return new WithheldStage(bridge, name, "it does not carry VLAN " + vlan, vlan);
    } else if (port.has(PortFlag.ISOLATED)) {
      String why = "it is isolated, as the port is by which the frame came";
      return new WithheldStage(bridge, name, why, -1);
    }
    return null;
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
