package dev.patchbay.device.macvlan;

import dev.patchbay.core.DeviceKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the words behind `type macvlan` said; null where nothing was.
///
/// @param flags [#NOPROMISC], [#NODST]
/// @param queueLength how many broadcast frames may wait, without a sign
/// @param list what becomes of the list of sources
record MacvlanOptions(
    @Nullable MacvlanMode mode,
    @Nullable Integer flags,
    @Nullable Integer queueLength,
    @Nullable ListChange list)
    implements DeviceKind.Options {
  /// A device in passthru mode does not make the parent take every frame.
  static final int NOPROMISC = 1;

  /// Frames from listed sources go nowhere else.
  static final int NODST = 2;

  static final MacvlanOptions NONE = new MacvlanOptions(null, null, null, null);

  /// What is done with addresses on the list.
  enum Verb {
    ADD,
    DEL,
    SET,
    FLUSH
  }

  /// A change of the list of sources.
  record ListChange(Verb verb, List<Long> macs) {}
}
