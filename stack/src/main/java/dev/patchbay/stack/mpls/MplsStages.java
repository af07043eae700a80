package dev.patchbay.stack.mpls;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Stage;
import dev.patchbay.core.text.Output;

/// What label switching tells a journey.
public final class MplsStages {
  /// A route of IP has given the packet labels.
  public record Pushed(String labels) implements Stage {
    @Override
    public String name() {
      return "mpls_xmit";
    }

    @Override
    public void show(Output out) {
      out.string("labels", "labels ", labels, "");
    }
  }

  /// A label has been looked up, and others have taken its place, or none.
  public record Switched(int label, String labels, String device) implements Stage {
    static Switched of(int label, MplsHop hop, NetDevice out) {
      return new Switched(label, hop.labels.toString(), out.name());
    }

    @Override
    public String name() {
      return "mpls_forward";
    }

    @Override
    public void show(Output out) {
      out.number("label", "label ", label, "");
      if (!labels.isEmpty()) {
        out.string("to", " as to ", labels, "");
      }
      out.string("dev", " dev ", device, "");
    }
  }

  private MplsStages() {}
}
