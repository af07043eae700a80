package dev.patchbay.stack.address;

import dev.patchbay.core.Machine;
import dev.patchbay.core.MachinePart;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Who is told of the groups of IPv4 that a device listens to, and says what is wanted of them:
/// IGMP.
public interface Listening {
  /// One more wants the group; the first one, or with `include` one that wants certain sources
  /// only.
  void joined(long hi, boolean first, boolean include);

  /// One less wants the group.
  void left(long hi, boolean last, boolean include);

  /// Somebody who wants the group names more sources that it wants, or with `include` false does
  /// not want: halves of addresses in turn.
  void addSources(long hi, boolean include, long[] sources);

  /// Undoes [#addSources].
  void removeSources(long hi, boolean include, long[] sources);

  /// Whether packets of the group from this source are wanted.
  boolean wants(long hi, long sourceHi);

  /// Says who that is on a machine.
  static void register(Machine machine, Function<InetDevice, Listening> maker) {
    machine.part(Registered.KEY).maker = maker;
  }

  /// Who that is for the device, or null while nobody is registered.
  static @Nullable Listening of(InetDevice inet) {
    Function<InetDevice, Listening> maker = inet.netns().machine().part(Registered.KEY).maker;
    return maker == null ? null : maker.apply(inet);
  }

  /// What a machine knows.
  final class Registered implements MachinePart {
    private static final Key<Registered> KEY = new Key<>(machine -> new Registered());

    private @Nullable Function<InetDevice, Listening> maker;

    private Registered() {}
  }
}
