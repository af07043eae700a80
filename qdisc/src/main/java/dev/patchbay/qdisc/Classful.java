package dev.patchbay.qdisc;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.qdisc.filter.Block;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The classes of a discipline (`Qdisc_class_ops`).
public interface Classful {
  /// The class of this number, or null.
  @Nullable QdiscClass find(int id);

  /// Those that are shown, in the kernel's order.
  List<? extends QdiscClass> all();

  /// Hangs a discipline on a class, null for the usual one, and returns what hung there.
  @Nullable Qdisc graft(QdiscClass on, @Nullable Qdisc child) throws NetlinkException;

  /// Whether it has filters, or its classes have.
  default boolean hasBlocks() {
    return true;
  }

  /// The filters of a class, or of the discipline itself; null where there can be none
  /// (`tcf_block`).
  default @Nullable Block block(@Nullable QdiscClass of) {
    return null;
  }

  /// What has waited in the discipline of the class is gone (`qlen_notify`).
  default void emptied(int id) {}

  /// Makes a class, or changes the one it is.
  default QdiscClass change(
      int id, int parent, @Nullable QdiscClass existing, QdiscKind.ClassOptions options)
      throws NetlinkException {
    throw new NetlinkException(Errno.EOPNOTSUPP);
  }

  /// Removes a class.
  default void remove(QdiscClass existing) throws NetlinkException {
    throw new NetlinkException(Errno.EOPNOTSUPP);
  }
}
