package dev.patchbay.tools.ip;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.LinkSnapshot;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.PortKind;
import org.jspecify.annotations.Nullable;

/// Which links are to be shown. Some of it the kernel sees to; the rest `ip` itself leaves out,
/// which JSON shows as an empty record.
final class LinkFilter {
  boolean up;
  @Nullable Integer group;
  @Nullable NetDevice master;
  boolean noMaster;
  @Nullable String kind;
  boolean kindIsKnown;
  @Nullable String label;

  /// Whether the kernel would send the link.
  boolean isSent(NetDevice device) {
    if (noMaster && device.master() != null) {
      return false;
    }
    if (master != null && device.master() != master) {
      return false;
    }
    DeviceKind known = device.kind();
    return !kindIsKnown || (known != null && known.name().equals(kind));
  }

  /// Whether `ip` shows a link that it got.
  boolean shows(LinkSnapshot link) {
    if (!isUp(link)) {
      return false;
    }
    if (group != null && group != link.group()) {
      return false;
    }
    if (master != null && master.index() != link.masterIndex()) {
      return false;
    }
    return kind == null || isKind(link, kind);
  }

  /// As [#shows] for a link of which the kernel tells neither group nor master nor kind.
  boolean showsReduced(LinkSnapshot link) {
    return isUp(link) && master == null && kind == null;
  }

  /// Whether the link is up, if that is asked for.
  boolean isUp(LinkSnapshot link) {
    return !up || (link.flags() & DeviceFlags.UP) != 0;
  }

  private static boolean isKind(LinkSnapshot link, String name) {
    DeviceKind device = link.kind();
    PortKind port = link.portKind();
    return name.endsWith("_slave")
        ? port != null && port.name().equals(name)
        : device != null && device.name().equals(name);
  }
}
