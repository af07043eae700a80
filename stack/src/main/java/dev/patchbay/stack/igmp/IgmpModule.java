package dev.patchbay.stack.igmp;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetdeviceEvent;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.stack.address.Listening;
import dev.patchbay.stack.ip.TransportProtocols;

/// What this package adds to a machine: IGMP on every device with groups, and its tables under
/// `/proc/net`.
public final class IgmpModule {
  private IgmpModule() {}

  /// Becomes part of the machine.
  public static void load(Machine machine) {
    Listening.register(machine, IgmpDevice::new);
    machine.notifiers().add(IgmpModule::notify);
    TransportProtocols.of(machine).add(IpProtocol.IGMP, new IgmpInput());
    IgmpFiles.load(machine);
  }

  private static void notify(NetdeviceEvent event, NetDevice device) {
    IgmpDevice groups = IgmpDevice.of(device);
    if (groups == null) {
      return;
    }
    switch (event) {
      case UP -> groups.up();
      case DOWN, UNREGISTER -> groups.down();
      case RESEND_IGMP -> groups.sayAgain();
      default -> {}
    }
  }
}
