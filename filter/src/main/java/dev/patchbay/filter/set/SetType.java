package dev.patchbay.filter.set;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.packet.Family;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A type of set, which is a kernel module: `ip_set_hash_ip` brings `hash:ip`.
public abstract class SetType implements KernelModule {
  /// As `ipset create` names it.
  public abstract String word();

  /// The newest form of it that the kernel has.
  public abstract int revision();

  /// How many parts an element has.
  public abstract int dimension();

  /// Whether elements can say `nomatch`.
  boolean hasNomatch() {
    return false;
  }

  /// Whether its elements are sets.
  boolean isList() {
    return false;
  }

  /// What elements are made of, for comparing types (the kernel's features).
  abstract String parts();

  /// Whether a set of one type can change places with one of the other.
  final boolean isLike(SetType other) {
    return parts().equals(other.parts());
  }

  /// Makes an empty set.
  ///
  /// @param family null when the request names none
  /// @throws SetException when the options make none
  abstract NamedSet make(Netns netns, String name, @Nullable Family family, SetOptions options)
      throws SetException;

  /// The name of the module for a type.
  static String module(String word) {
    return "ip_set_" + word.replace(':', '_').replace(",", "");
  }

  @Override
  public final String name() {
    return module(word());
  }

  @Override
  public final List<String> dependencies() {
    return List.of("ip_set");
  }

  @Override
  public final void unload(Machine machine) throws NetlinkException {
    for (Netns netns : machine.namespaces()) {
      if (Sets.of(netns).has(this)) {
        throw new NetlinkException(Errno.EBUSY);
      }
    }
  }
}
