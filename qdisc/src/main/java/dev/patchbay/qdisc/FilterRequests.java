package dev.patchbay.qdisc;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.qdisc.TrafficAnnouncement.Deed;
import dev.patchbay.qdisc.TrafficAnnouncement.OfChain;
import dev.patchbay.qdisc.TrafficAnnouncement.OfFilter;
import dev.patchbay.qdisc.filter.Block;
import dev.patchbay.qdisc.filter.Chain;
import dev.patchbay.qdisc.filter.Classifier;
import dev.patchbay.qdisc.filter.FilterKind;
import dev.patchbay.qdisc.filter.Filters;
import dev.patchbay.qdisc.filter.Rule;
import dev.patchbay.qdisc.filter.SharedBlocks;
import dev.patchbay.qdisc.filter.Template;
import dev.patchbay.qdisc.text.Handle;
import org.jspecify.annotations.Nullable;

/// The requests that make, change and remove filters and chains, refused in the kernel's order and
/// words (net/sched/cls_api.c).
public final class FilterRequests {
  /// Actions that go to a chain have so many bits for it.
  private static final int MOST_CHAINS = 0x0fff_ffff;

  private FilterRequests() {}

  /// Makes or changes a filter (`tc_new_tfilter`).
  public static void modify(FilterRequest request, QdiscRequests.Flags flags)
      throws NetlinkException {
    boolean automatic = request.pref() == 0;
    checkIndex(request.chain());
    if (automatic && !flags.create()) {
      throw refused(Errno.ENOENT, "Invalid filter command with priority of zero");
    }
    Block block = block(request);
    block.parent(parent(request.place()));
    Chain known = block.find(request.chain());
    Chain chain = block.chain(request.chain());
    if (known == null) {
      OfChain.tell(request.place(), chain, false);
    }
    try {
      Classifier found = automatic ? null : find(chain, request);
      Classifier changed = found == null ? create(chain, request, flags) : found;
      try {
        change(changed, request, flags);
      } catch (NetlinkException e) {
        if (found == null) {
          chain.remove(changed);
        }
        throw e;
      }
    } finally {
      tidy(chain, request.place());
    }
  }

  private static int parent(FilterPlace place) {
    NetDevice device = place.device();
    Qdisc root = place.parent() == 0 && device != null ? qdisc(device, 0) : null;
    return root == null ? place.parent() : root.handle();
  }

  private static void tidy(Chain chain, FilterPlace place) {
    if (chain.block().tidy(chain)) {
      OfChain.tell(place, chain, true);
    }
  }

  private static @Nullable Classifier find(Chain chain, FilterRequest request)
      throws NetlinkException {
    Classifier found = chain.find(request.pref());
    if (found != null && request.protocol() != 0 && found.protocol() != request.protocol()) {
      throw notFound(Errno.ENOSPC);
    }
    return found;
  }

  private static NetlinkException notFound(Errno errno) {
    return refused(errno, "Filter with specified priority/protocol not found");
  }

  private static Classifier create(Chain chain, FilterRequest request, QdiscRequests.Flags flags)
      throws NetlinkException {
    String name = request.kind();
    if (name == null || request.protocol() == 0) {
      throw refused(Errno.EINVAL, "Filter kind and protocol must be specified");
    }
    if (!flags.create()) {
      throw refused(
          Errno.ENOENT, "Need both RTM_NEWTFILTER and NLM_F_CREATE to create a new filter");
    }
    FilterKind kind = kind(request.place(), name);
    Template template = chain.template();
    if (template != null && template.kind() != kind) {
      throw refused(Errno.EINVAL, "Chain template is set to a different filter kind");
    }
    int pref = request.pref() == 0 ? chain.freePref() : request.pref();
    Classifier made = kind.create(chain, request.protocol(), pref);
    chain.add(made);
    return made;
  }

  private static void change(
      Classifier classifier, FilterRequest request, QdiscRequests.Flags flags)
      throws NetlinkException {
    requireKind(classifier, request);
    Template template = classifier.chain().template();
    if (template != null) {
      template.check(request.options());
    }
    Rule existing = request.handle() == 0 ? null : classifier.find(request.handle());
    if (existing == null && !flags.create()) {
      throw refused(
          Errno.ENOENT, "Need both RTM_NEWTFILTER and NLM_F_CREATE to create a new filter");
    }
    if (existing != null && flags.exclusive()) {
      throw refused(Errno.EEXIST, "Filter already exists");
    }
    Rule changed =
        Filters.change(
            classifier, request.handle(), existing, request.options(), request.place().netns());
    Rule told = classifier.kind().tellsNew() ? changed : null;
    OfFilter.tell(request.place(), classifier, told, Deed.of(flags));
  }

  private static void requireKind(Classifier classifier, FilterRequest request)
      throws NetlinkException {
    if (request.kind() != null && !request.kind().equals(classifier.kind().name())) {
      throw refused(Errno.EINVAL, "Specified filter kind does not match existing one");
    }
  }

  /// Removes a filter, those of a priority, or all of a chain (`tc_del_tfilter`).
  public static void delete(FilterRequest request) throws NetlinkException {
    boolean all = request.pref() == 0;
    if (all && (request.protocol() != 0 || request.handle() != 0 || request.kind() != null)) {
      throw refused(Errno.ENOENT, "Cannot flush filters with protocol, handle or kind set");
    }
    Block block = block(request);
    Chain chain = block.find(request.chain());
    if (chain == null) {
      if (all) {
        return;
      }
      throw refused(Errno.EINVAL, "Cannot find specified filter chain");
    }
    if (all) {
      flush(chain, request.place());
    } else {
      delete(chain, request);
    }
    tidy(chain, request.place());
  }

  private static void flush(Chain chain, FilterPlace place) {
    for (Classifier each : chain.classifiers()) {
      OfFilter.tell(place, each, null, Deed.DELETED);
    }
    chain.flush();
  }

  private static void delete(Chain chain, FilterRequest request) throws NetlinkException {
    Classifier classifier = find(chain, request);
    if (classifier == null) {
      throw notFound(Errno.ENOENT);
    }
    requireKind(classifier, request);
    if (request.handle() == 0) {
      chain.remove(classifier);
      OfFilter.tell(request.place(), classifier, null, Deed.DELETED);
      return;
    }
    Rule rule = require(classifier, request);
    // It is told as it was while it held its actions.
    OfFilter.tell(request.place(), classifier, rule, Deed.DELETED);
    if (Filters.remove(classifier, rule)) {
      chain.remove(classifier);
    }
  }

  private static Rule require(Classifier classifier, FilterRequest request)
      throws NetlinkException {
    Rule rule = classifier.find(request.handle());
    if (rule == null) {
      throw refused(Errno.ENOENT, "Specified filter handle not found");
    }
    return rule;
  }

  /// A filter, and those it is among.
  public record Found(Classifier classifier, Rule rule) {}

  /// Finds a filter (`tc_get_tfilter`).
  public static Found get(FilterRequest request) throws NetlinkException {
    Chain chain = block(request).find(request.chain());
    if (chain == null) {
      throw refused(Errno.EINVAL, "Cannot find specified filter chain");
    }
    Classifier classifier = find(chain, request);
    if (classifier == null) {
      throw notFound(Errno.ENOENT);
    }
    requireKind(classifier, request);
    return new Found(classifier, require(classifier, request));
  }

  // ---- where filters are

  /// The discipline a request points at, or null; 0 is the root.
  public static @Nullable Qdisc qdisc(NetDevice device, int parent) {
    DeviceTraffic traffic = DeviceTraffic.view(device);
    return parent == 0 ? traffic.root() : traffic.find(Handle.major(parent));
  }

  /// The filters a request points at, to be changed (`__tcf_qdisc_find`, `__tcf_block_find`). Those
  /// that are shared are so by their number alone.
  static Block block(FilterRequest request) throws NetlinkException {
    return changeable(request.place());
  }

  private static Block changeable(FilterPlace place) throws NetlinkException {
    Block block = block(place);
    if (place.block() == 0 && block.isShared()) {
      throw refused(
          Errno.EOPNOTSUPP,
          "This filter block is shared. Please use the block index to manipulate the filters");
    }
    return block;
  }

  /// The filters that are there.
  public static Block block(FilterPlace place) throws NetlinkException {
    NetDevice device = place.device();
    if (device != null) {
      return block(device, place.parent());
    }
    Block block = SharedBlocks.of(place.netns()).find(place.block());
    if (block == null) {
      throw refused(Errno.EINVAL, "Block of given index was not found");
    }
    return block;
  }

  /// The filters of a discipline or class.
  private static Block block(NetDevice device, int parent) throws NetlinkException {
    Qdisc qdisc = qdisc(device, parent);
    if (qdisc == null) {
      throw refused(Errno.EINVAL, "Parent Qdisc doesn't exists");
    }
    Classful classes = qdisc.classes();
    if (classes == null) {
      throw refused(Errno.EINVAL, "Qdisc not classful");
    }
    if (!classes.hasBlocks()) {
      throw refused(Errno.EOPNOTSUPP, "Class doesn't support blocks");
    }
    QdiscClass of = null;
    if (Handle.minor(parent) != 0) {
      of = classes.find(parent);
      if (of == null) {
        throw refused(Errno.ENOENT, "Specified class doesn't exist");
      }
    }
    Block block = classes.block(of);
    if (block == null) {
      throw new NetlinkException(Errno.EINVAL);
    }
    return block;
  }

  // ---- chains

  /// Makes a chain, for filters like the template alone when a kind is said (`tc_ctl_chain`).
  public static void addChain(
      FilterPlace place, int index, @Nullable String kind, FilterKind.@Nullable Options options)
      throws NetlinkException {
    checkIndex(index);
    Block block = changeable(place);
    Chain chain = block.find(index);
    if (chain != null && chain.isExplicit()) {
      throw refused(Errno.EEXIST, "Filter chain already exists");
    }
    Template template = kind == null ? null : template(place, kind, options);
    chain = block.chain(index);
    chain.explicit(true);
    chain.template(template);
    OfChain.tell(place, chain, false);
  }

  private static Template template(
      FilterPlace place, String name, FilterKind.@Nullable Options options)
      throws NetlinkException {
    FilterKind kind = kind(place, name);
    Template template = kind.template(options);
    if (template == null) {
      throw refused(
          Errno.EOPNOTSUPP, "Chain templates are not supported with specified classifier");
    }
    return template;
  }

  private static FilterKind kind(FilterPlace place, String name) throws NetlinkException {
    FilterKind kind = Filters.of(place.netns().machine()).kind(name);
    if (kind == null) {
      throw refused(Errno.ENOENT, "TC classifier not found");
    }
    return kind;
  }

  private static void checkIndex(int index) throws NetlinkException {
    if (index < 0 || index > MOST_CHAINS) {
      throw refused(Errno.EINVAL, "Specified chain index exceeds upper limit");
    }
  }

  /// The chain of this number.
  public static Chain chain(FilterPlace place, int index) throws NetlinkException {
    checkIndex(index);
    Chain chain = changeable(place).find(index);
    if (chain == null) {
      throw refused(Errno.EINVAL, "Cannot find specified filter chain");
    }
    return chain;
  }

  /// Removes a chain, with its filters.
  public static void deleteChain(FilterPlace place, int index) throws NetlinkException {
    Chain chain = chain(place, index);
    flush(chain, place);
    chain.explicit(false);
    tidy(chain, place);
  }

  private static NetlinkException refused(Errno errno, String message) {
    return new NetlinkException(errno, message);
  }
}
