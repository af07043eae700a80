package dev.patchbay.device;

import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Links;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import java.util.Map;

/// The devices that a module brings when it is loaded, as many as a parameter says (`numdummies`,
/// `numifbs`).
final class ModuleDevices {
  private ModuleDevices() {}

  /// Makes them in the machine's initial namespace: none where the parameter is not given.
  ///
  /// @throws NetlinkException `EINVAL` when the parameter is no number
  static void make(Machine machine, String kind, Map<String, String> parameters, String parameter)
      throws NetlinkException {
    int count = number(parameters.getOrDefault(parameter, "0"));
    DeviceKind made = machine.deviceKinds().find(kind);
    Netns netns = machine.initialNetns();
    Links links = netns.links();
    for (int i = 0; made != null && i < count; i++) {
      LinkRequest request = new LinkRequest();
      request.kind = made;
      links.configure(made.create(netns, request, links), request);
    }
  }

  private static int number(String text) throws NetlinkException {
    try {
      return Integer.decode(text);
    } catch (NumberFormatException e) {
      throw new NetlinkException(Errno.EINVAL);
    }
  }
}
