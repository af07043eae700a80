package dev.patchbay.filter.set;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import org.jspecify.annotations.Nullable;

/// Sets of ports of a range: `bitmap:port`.
public final class IpSetBitmapPort extends BitmapType {
  @Override
  public String word() {
    return "bitmap:port";
  }

  @Override
  public int revision() {
    return 3;
  }

  @Override
  public int dimension() {
    return 1;
  }

  @Override
  public int size() {
    return 6848;
  }

  @Override
  String parts() {
    return "port";
  }

  @Override
  int headSize() {
    return 72;
  }

  @Override
  NamedSet make(Netns netns, String name, @Nullable Family family, SetOptions options)
      throws SetException {
    if (family != null) {
      throw new SetException(SetError.INVALID_FAMILY);
    }
    int first = Math.min(options.port, options.portTo);
    int last = Math.max(options.port, options.portTo);
    return new BitmapSet(netns, this, options, name, first, last, 1, last - first + 1);
  }
}
