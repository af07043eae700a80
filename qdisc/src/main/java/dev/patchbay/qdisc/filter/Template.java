package dev.patchbay.qdisc.filter;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.qdisc.text.Page;
import org.jspecify.annotations.Nullable;

/// What all filters of a chain are to be like (`tmplt_ops`).
public interface Template {
  /// The kind they are of.
  FilterKind kind();

  /// Refuses a filter that is not.
  void check(FilterKind.@Nullable Options options) throws NetlinkException;

  /// Shows it as a filter's options.
  void show(Page page);
}
