package dev.patchbay.tools.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Args;
import dev.patchbay.stack.route.L3Master;
import dev.patchbay.stack.route.RouteTable;
import org.jspecify.annotations.Nullable;

/// How commands name routing domains: `vrf NAME`.
final class Vrfs {
  private Vrfs() {}

  /// The domain's device of that name, or null.
  static @Nullable NetDevice find(Session session, String name) {
    NetDevice device = session.device(name);
    return device instanceof L3Master ? device : null;
  }

  /// The domain's device.
  ///
  /// @throws dev.patchbay.core.text.CommandException with the `refusal` when there is none of that
  ///   name
  static NetDevice require(Session session, String name, String refusal) {
    NetDevice device = find(session, name);
    if (device == null) {
      throw Args.invarg(refusal, name);
    }
    return device;
  }

  /// The domain's table; that of `default` is `main` unless a device has this name.
  ///
  /// @throws dev.patchbay.core.text.CommandException when there is none of that name
  static int table(Session session, String name) {
    if (name.equals("default") && session.device(name) == null) {
      return RouteTable.MAIN;
    }
    return L3Master.table(require(session, name, "Invalid VRF\n"), RouteTable.UNSPEC);
  }
}
