package dev.patchbay.filter.set;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Modules;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import dev.patchbay.core.RandomStream;
import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The sets of a namespace.
public final class Sets implements NetnsPart {
  private static final Key<Sets> KEY = new Key<>(Sets::new);
  private static final int MOST = 65534;

  private final Netns netns;
  private final List<@Nullable Slot> slots = new ArrayList<>(0);
  private @Nullable RandomStream random;

  private Sets(Netns netns) {
    this.netns = netns;
  }

  /// The namespace's.
  public static Sets of(Netns netns) {
    return netns.part(KEY);
  }

  /// A seed for a hash.
  int seed() {
    RandomStream stream = random;
    if (stream == null) {
      stream = netns.random("ipset");
      random = stream;
    }
    return (int) stream.nextLong();
  }

  /// The type of that name, whose module is loaded.
  ///
  /// @throws SetException when there is none
  public SetType type(String word) throws SetException {
    Modules modules = netns.machine().modules();
    try {
      KernelModule module = modules.find(SetType.module(word));
      if (module instanceof SetType type && type.word().equals(word)) {
        modules.load(type.name(), Map.of());
        return type;
      }
    } catch (NetlinkException e) {
      throw new SetException(SetError.FIND_TYPE);
    }
    throw new SetException(SetError.FIND_TYPE);
  }

  boolean has(SetType type) {
    return slots.stream().anyMatch(slot -> slot != null && slot.set().type() == type);
  }

  /// The slot of the set of that name, or null.
  public @Nullable Slot find(String name) {
    for (Slot slot : slots) {
      if (slot != null && slot.set().name().equals(name)) {
        return slot;
      }
    }
    return null;
  }

  /// The slot of the set of that name.
  ///
  /// @throws SetException when there is none
  public Slot get(String name) throws SetException {
    Slot slot = find(name);
    if (slot == null) {
      throw new SetException(SetError.NO_SET);
    }
    return slot;
  }

  /// All slots with sets, those with lists last.
  public List<Slot> list() {
    List<Slot> listed = new ArrayList<>();
    List<Slot> lists = new ArrayList<>();
    for (Slot slot : slots) {
      if (slot != null) {
        (slot.set().type().isList() ? lists : listed).add(slot);
      }
    }
    listed.addAll(lists);
    return listed;
  }

  /// Where in the table a set stands, as rules name it to the kernel.
  public int index(Slot slot) {
    return slots.indexOf(slot);
  }

  /// Makes a set.
  ///
  /// @param exist a set like it that is there already is no error
  public void create(
      String name, String type, @Nullable Family family, SetOptions options, boolean exist)
      throws SetException {
    NamedSet made = type(type).make(netns, name, family, options);
    Slot old = find(name);
    if (old != null) {
      NamedSet there = old.set();
      boolean alike = there.type() == made.type() && there.family() == made.family();
      if (exist && alike && there.isLike(made)) {
        return;
      }
      throw new SetException(SetError.SET_EXISTS);
    }
    int free = slots.indexOf(null);
    if (free < 0 && slots.size() >= MOST) {
      throw new SetException(SetError.MAX_SETS);
    }
    if (free < 0) {
      slots.add(new Slot(made));
    } else {
      slots.set(free, new Slot(made));
    }
  }

  /// Destroys a set that nobody refers to.
  public void destroy(String name, boolean exist) throws SetException {
    Slot slot = find(name);
    if (slot == null) {
      if (exist) {
        return;
      }
      throw new SetException(SetError.NO_SET);
    }
    if (slot.references() > 0) {
      throw new SetException(SetError.BUSY);
    }
    slots.set(slots.indexOf(slot), null);
    slot.set().close();
  }

  /// Destroys all sets, or none when one is referred to by others than its lists.
  public void destroyAll() throws SetException {
    List<Slot> all = slots.stream().filter(Objects::nonNull).map(Slot.class::cast).toList();
    if (all.stream().anyMatch(slot -> slot.references() > 0)) {
      throw new SetException(SetError.BUSY);
    }
    slots.clear();
    all.forEach(slot -> slot.set().close());
  }

  /// Gives a set another name.
  public void rename(String from, String to) throws SetException {
    Slot slot = get(from);
    if (slot.references() > 0) {
      throw new SetException(SetError.REFERENCED);
    }
    if (find(to) != null) {
      throw new SetException(SetError.EXIST_SETNAME2);
    }
    slot.set().name(to);
  }

  /// Lets two sets change their places and names: who referred to one refers to the other now.
  public void swap(String from, String to) throws SetException {
    Slot first = get(from);
    Slot second = find(to);
    if (second == null) {
      throw new SetException(SetError.EXIST_SETNAME2);
    }
    NamedSet one = first.set();
    NamedSet other = second.set();
    if (!one.type().isLike(other.type()) || one.family() != other.family()) {
      throw new SetException(SetError.TYPE_MISMATCH);
    }
    one.name(to);
    other.name(from);
    first.set(other);
    second.set(one);
  }
}
