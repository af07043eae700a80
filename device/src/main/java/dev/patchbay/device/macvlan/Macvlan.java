package dev.patchbay.device.macvlan;

import dev.patchbay.core.Features;
import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Links;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetdeviceNotifier;
import dev.patchbay.core.Netns;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The kind of device that has an address of its own on a parent that it shares.
public final class Macvlan extends MacvlanKind implements KernelModule {
  private @Nullable NetdeviceNotifier notifier;

  @Override
  public String name() {
    return "macvlan";
  }

  @Override
  MacvlanDevice make(Netns netns, MacvlanPort port, MacvlanOptions words) {
    return new MacvlanDevice(netns, this, port, words, Features.NO_QUEUE);
  }

  @Override
  public String path() {
    return "kernel/drivers/net/macvlan.ko";
  }

  @Override
  public int size() {
    return 18233;
  }

  @Override
  public List<String> about() {
    return List.of(
        "alias=rtnl-link-macvlan",
        "description=Driver for MAC address based VLANs",
        "author=Patrick McHardy <kaber@trash.net>",
        "license=GPL");
  }

  @Override
  public void load(Machine machine, Map<String, String> parameters) {
    notifier = new MacvlanNotifier();
    machine.notifiers().add(notifier);
  }

  @Override
  public void unload(Machine machine) {
    Links.unregisterAll(machine, name());
    if (notifier != null) {
      machine.notifiers().remove(notifier);
    }
  }
}
