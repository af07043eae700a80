package dev.patchbay.qdisc;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.qdisc.text.Handle;
import org.jspecify.annotations.Nullable;

/// The requests that make, change and remove classes (`tc_ctl_tclass`).
public final class ClassRequests {
  /// What a request says.
  ///
  /// @param parent the class it is to be in, or the discipline; 0 when not said
  /// @param id its number, 0 when not said
  /// @param estimator how its rate is to be estimated, or null
  public record Request(
      NetDevice device,
      int parent,
      int id,
      QdiscKind.@Nullable ClassOptions options,
      @Nullable Estimator estimator) {}

  /// The discipline it is about, and the numbers filled in.
  private record Located(
      Qdisc qdisc, Classful classes, int parent, int id, @Nullable QdiscClass existing) {}

  private ClassRequests() {}

  /// Makes or changes a class.
  public static void modify(Request request, QdiscRequests.Flags flags) throws NetlinkException {
    Located located = locate(request);
    if (located.existing == null && !flags.create()) {
      throw new NetlinkException(Errno.ENOENT);
    }
    if (located.existing != null && flags.exclusive()) {
      throw new NetlinkException(Errno.EEXIST);
    }
    QdiscKind.ClassOptions options = request.options();
    if (options == null) {
      throw new NetlinkException(Errno.EINVAL);
    }
    QdiscClass changed =
        located.classes.change(located.id, located.parent, located.existing, options);
    QueueStatistics statistics = changed.statistics();
    if (request.estimator() != null && statistics != null) {
      statistics.estimate(request.estimator(), request.device().netns());
    }
    tell(located.qdisc, changed, false);
  }

  /// Removes a class.
  public static void delete(Request request) throws NetlinkException {
    Located located = locate(request);
    if (located.existing == null) {
      throw new NetlinkException(Errno.ENOENT);
    }
    located.classes.remove(located.existing);
    QdiscClass.stopEstimate(located.existing, located.qdisc);
    tell(located.qdisc, located.existing, true);
  }

  private static void tell(Qdisc qdisc, QdiscClass changed, boolean gone) {
    qdisc.device().netns().announce(new TrafficAnnouncement.OfClass(qdisc, changed, gone));
  }

  private static Located locate(Request request) throws NetlinkException {
    int parent = request.parent();
    DeviceTraffic traffic = DeviceTraffic.edit(request.device());
    int major = major(request, traffic);
    if (parent != Handle.ROOT && parent != 0) {
      parent = Handle.of(major, Handle.minor(parent));
    }
    Qdisc qdisc = traffic.find(major);
    if (qdisc == null) {
      throw new NetlinkException(Errno.ENOENT);
    }
    Classful classes = qdisc.classes();
    if (classes == null) {
      throw new NetlinkException(Errno.EINVAL);
    }
    int id = request.id();
    if (id != 0) {
      id = Handle.of(major, Handle.minor(id));
    } else if (parent == Handle.ROOT) {
      id = major;
    }
    return new Located(qdisc, classes, parent, id, id == 0 ? null : classes.find(id));
  }

  /// The discipline that parent and class agree upon, or the root.
  private static int major(Request request, DeviceTraffic traffic) throws NetlinkException {
    int ofClass = Handle.major(request.id());
    int ofParent = request.parent() == Handle.ROOT ? 0 : Handle.major(request.parent());
    if (ofClass != 0 && ofParent != 0 && ofClass != ofParent) {
      throw new NetlinkException(Errno.EINVAL);
    }
    if (ofClass != 0 || ofParent != 0) {
      return ofClass == 0 ? ofParent : ofClass;
    }
    Qdisc root = traffic.root();
    return root == null ? 0 : root.handle();
  }
}
