package dev.patchbay.filter.set;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import org.jspecify.annotations.Nullable;

/// Sets of addresses of a range, each with its station, which may be learnt from a packet:
/// `bitmap:ip,mac`.
public final class IpSetBitmapIpmac extends BitmapType {
  @Override
  public String word() {
    return "bitmap:ip,mac";
  }

  @Override
  public int revision() {
    return 3;
  }

  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public int size() {
    return 7776;
  }

  @Override
  String parts() {
    return "ip mac";
  }

  @Override
  int headSize() {
    return 80;
  }

  @Override
  int elementSize() {
    return 8;
  }

  @Override
  NamedSet make(Netns netns, String name, @Nullable Family family, SetOptions options)
      throws SetException {
    long[] range = addresses(options);
    int elements = checked(range[1] - range[0] + 1);
    return new BitmapSet(netns, this, options, name, range[0], range[1], 1, elements);
  }
}
