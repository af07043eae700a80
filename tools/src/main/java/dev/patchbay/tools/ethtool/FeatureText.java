package dev.patchbay.tools.ethtool;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Offload;
import dev.patchbay.core.Offloads;
import dev.patchbay.core.text.Output;

/// `ethtool -k`: what the device does in the place of the layers above.
final class FeatureText {
  private FeatureText() {}

  static void show(NetDevice device, Output out) {
    Offloads offloads = device.offloads();
    out.begin();
    out.openObject(null);
    out.string("ifname", "Features for ", device.name(), ":\n");
    long shown = 0;
    for (FeatureGroup group : FeatureGroup.values()) {
      if (group.hasSeveral()) {
        boolean active = (offloads.active() & group.bits()) != 0;
        open(out, group.title(), active, "");
        out.nul("fixed", "");
        out.nul("requested", "");
        close(out);
        group.members().forEach(member -> feature(out, member.word(), "\t", member, offloads));
      } else {
        feature(out, group.title(), "", group.members().getFirst(), offloads);
      }
      shown |= group.bits();
    }
    for (Offload offload : Offload.values()) {
      if ((shown & offload.bit()) == 0) {
        feature(out, offload.word(), "", offload, offloads);
      }
    }
    out.closeObject();
    out.end();
  }

  private static void feature(
      Output out, String name, String indent, Offload offload, Offloads offloads) {
    boolean active = offloads.has(offload);
    boolean isFixed = (offloads.changeable() & offload.bit()) == 0;
    boolean wanted = (offloads.wanted() & offload.bit()) != 0;
    open(out, name, active, indent);
    out.jsonBoolean("fixed", isFixed);
    out.jsonBoolean("requested", isFixed ? active : wanted);
    if (isFixed) {
      out.text(" [fixed]");
    } else if (wanted != active) {
      out.text(" [requested " + word(wanted) + "]");
    }
    close(out);
  }

  private static void open(Output out, String name, boolean active, String indent) {
    out.text(indent + name + ": " + word(active));
    if (out.isJson()) {
      out.openObject(name);
    }
    out.jsonBoolean("active", active);
  }

  private static void close(Output out) {
    out.text("\n");
    if (out.isJson()) {
      out.closeObject();
    }
  }

  static String word(boolean on) {
    return on ? "on" : "off";
  }
}
