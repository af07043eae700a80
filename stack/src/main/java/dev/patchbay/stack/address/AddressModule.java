package dev.patchbay.stack.address;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceEvent;
import dev.patchbay.packet.Family;

/// What this package adds to a machine: IPv4's part of every device, the files of `conf`.
public final class AddressModule {
  private AddressModule() {}

  /// Becomes part of the machine.
  public static void load(Machine machine) {
    machine.notifiers().add(AddressModule::beginNetns);
    machine.notifiers().add(Ipv4Devices::notify);
    ConfFiles.add(machine);
  }

  /// `lo` is a namespace's first device: what its settings begin with is decided now.
  private static void beginNetns(NetdeviceEvent event, NetDevice device) {
    if (event == NetdeviceEvent.REGISTER && device.isLoopback()) {
      NetnsSettings.of(device.netns(), Family.IPV4);
      NetnsSettings.of(device.netns(), Family.IPV6);
    }
  }
}
