package dev.patchbay.stack.mpls;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceEvent;
import dev.patchbay.core.NetdeviceNotifier;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.EtherType;
import dev.patchbay.stack.route.NextHopFlags;
import java.util.List;
import java.util.Map;

/// The module of label switching.
public final class MplsRouter implements KernelModule {
  static final String NAME = "mpls_router";

  private final NetdeviceNotifier notifier = MplsRouter::notify;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> dependencies() {
    return List.of("ip_tunnel");
  }

  @Override
  public String path() {
    return "kernel/net/mpls/mpls_router.ko";
  }

  @Override
  public int size() {
    return 24292;
  }

  @Override
  public List<String> about() {
    return List.of(
        "alias=net-pf-28", "license=GPL v2", "description=MultiProtocol Label Switching");
  }

  @Override
  public void load(Machine machine, Map<String, String> parameters) {
    machine.addProtocol(EtherType.MPLS, new MplsInput(machine.world())::receive);
    machine.notifiers().add(notifier);
    MplsSysctls.add(machine);
  }

  @Override
  public void unload(Machine machine) {
    machine.removeProtocol(EtherType.MPLS);
    machine.notifiers().remove(notifier);
  }

  @Override
  public void enter(Netns netns) {
    MplsTable.of(netns).served(true);
    netns.devices().forEach(MplsDevice::begin);
  }

  @Override
  public void leave(Netns netns) {
    netns.devices().forEach(MplsDevice::end);
    MplsTable.of(netns).served(false);
  }

  /// `mpls_dev_notify`
  private static void notify(NetdeviceEvent event, NetDevice device) {
    if (event == NetdeviceEvent.REGISTER) {
      MplsDevice.begin(device);
      return;
    }
    if (device.mpls() == null) {
      return;
    }
    MplsTable table = MplsTable.of(device.netns());
    switch (event) {
      case UP -> table.revive(device, device.isRunning() ? MplsHop.DOWN : NextHopFlags.DEAD);
      case DOWN -> table.disable(device, false);
      case CHANGE -> {
        if (device.isRunning()) {
          table.revive(device, MplsHop.DOWN);
        } else {
          table.disable(device, true);
        }
      }
      case UNREGISTER -> {
        table.forget(device);
        MplsDevice.end(device);
      }
      default -> {}
    }
  }
}
