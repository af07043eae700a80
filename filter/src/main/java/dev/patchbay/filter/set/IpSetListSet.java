package dev.patchbay.filter.set;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import org.jspecify.annotations.Nullable;

/// Lists of sets: `list:set`.
public final class IpSetListSet extends SetType {
  @Override
  public String word() {
    return "list:set";
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
    return 8394;
  }

  @Override
  String parts() {
    return "name";
  }

  @Override
  boolean isList() {
    return true;
  }

  @Override
  NamedSet make(Netns netns, String name, @Nullable Family family, SetOptions options) {
    return new MemberList(netns, this, options, name);
  }
}
