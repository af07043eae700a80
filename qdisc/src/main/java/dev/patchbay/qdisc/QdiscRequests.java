package dev.patchbay.qdisc;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.qdisc.text.Handle;
import org.jspecify.annotations.Nullable;

/// The requests that make, change and remove disciplines, refused in the kernel's order and words
/// (net/sched/sch_api.c).
public final class QdiscRequests {
  /// What `tc qdisc` is told to do, as the flags of the request say.
  ///
  /// @param create `NLM_F_CREATE`
  /// @param exclusive `NLM_F_EXCL`
  /// @param replace `NLM_F_REPLACE`
  public record Flags(boolean create, boolean exclusive, boolean replace) {
    public static final Flags ADD = new Flags(true, true, false);
    public static final Flags CHANGE = new Flags(false, false, false);
    public static final Flags REPLACE = new Flags(true, false, true);
    public static final Flags LINK = new Flags(false, false, true);
  }

  private static final int USUAL_LENGTH = 1000;

  private final QdiscRequest request;
  private final DeviceTraffic traffic;
  private final boolean deleting;
  private @Nullable Qdisc upper;

  private QdiscRequests(QdiscRequest request, boolean deleting) {
    this.request = request;
    this.deleting = deleting;
    this.traffic = DeviceTraffic.edit(request.device());
  }

  /// Makes or changes a discipline (`tc_modify_qdisc`).
  public static void modify(QdiscRequest request, Flags flags) throws NetlinkException {
    new QdiscRequests(request, false).modify(flags);
  }

  /// Removes a discipline (`tc_get_qdisc`).
  public static void delete(QdiscRequest request) throws NetlinkException {
    new QdiscRequests(request, true).delete();
  }

  // ---- making and changing

  private void modify(Flags flags) throws NetlinkException {
    Qdisc existing = request.parent() == 0 ? numbered() : here(flags);
    if (existing == null) {
      return;
    }
    if (flags.exclusive()) {
      throw refused(Errno.EEXIST, "Exclusivity flag on, cannot modify");
    }
    requireKind(existing);
    if (request.options() != QdiscKind.Options.NONE) {
      existing.change(request.options());
    }
    adorn(existing);
    tell(existing, existing.references(), false);
  }

  private Qdisc numbered() throws NetlinkException {
    if (request.handle() == 0) {
      throw refused(Errno.EINVAL, "Handle cannot be zero");
    }
    Qdisc existing = traffic.find(request.handle());
    if (existing == null) {
      throw refused(Errno.ENOENT, "Specified qdisc not found");
    }
    return existing;
  }

  /// What is to be changed where the request points; null when another one has been put there.
  private @Nullable Qdisc here(Flags flags) throws NetlinkException {
    Qdisc there = there();
    if (there != null && there.handle() == 0) {
      there = null;
    }
    int handle = request.handle();
    if (there != null && there.handle() == handle) {
      return there;
    }
    if (handle == 0) {
      if (there == null) {
        create(flags);
        return null;
      }
      if (!isOther(there)) {
        return there;
      }
      create();
      return null;
    }
    if (there != null && !flags.replace()) {
      throw refused(Errno.EEXIST, "NLM_F_REPLACE needed to override");
    }
    if (Handle.minor(handle) != 0) {
      throw refused(Errno.EINVAL, "Invalid minor handle");
    }
    if (traffic.find(handle) != null) {
      throw refused(Errno.EINVAL, "Cannot move an existing qdisc to a different parent");
    }
    create(flags);
    return null;
  }

  private boolean isOther(Qdisc qdisc) {
    return request.kind() != null && !request.kind().equals(qdisc.kind().name());
  }

  private void create(Flags flags) throws NetlinkException {
    if (!flags.create()) {
      throw refused(Errno.ENOENT, "Qdisc not found. To create specify NLM_F_CREATE flag");
    }
    create();
  }

  private void create() throws NetlinkException {
    MachineTraffic machine = MachineTraffic.of(request.device().netns().machine());
    String name = request.kind();
    QdiscKind kind = name == null ? null : machine.kinds().find(name);
    if (name == null || kind == null || !kind.name().equals(name)) {
      throw refused(Errno.ENOENT, "Specified qdisc kind is unknown");
    }
    checkBlocks(kind);
    if (request.device().txQueueLength() == 0) {
      // Devices that do not queue by themselves have no length of a queue; what queues needs one.
      request.device().txQueueLength(USUAL_LENGTH);
    }
    Qdisc made = kind.create(place(machine), request.options());
    adorn(made);
    graft(made);
  }

  private void adorn(Qdisc qdisc) {
    qdisc.sizes(request.sizes());
    if (request.estimator() != null) {
      qdisc.statistics().estimate(request.estimator(), qdisc.device().netns());
    }
  }

  private Place place(MachineTraffic machine) {
    int handle = request.handle();
    if (request.parent() == Handle.INGRESS) {
      handle = Handle.major(Handle.INGRESS);
    } else if (handle == 0) {
      handle = machine.newHandle(traffic);
    }
    return new Place(request.device(), traffic, request.parent(), handle, request.blocks());
  }

  private void checkBlocks(QdiscKind kind) throws NetlinkException {
    if (request.blocks().ingress() != 0 && !kind.sharesIngress()) {
      throw refused(Errno.EOPNOTSUPP, "Ingress block sharing is not supported");
    }
    if (request.blocks().egress() != 0 && !kind.sharesEgress()) {
      throw refused(Errno.EOPNOTSUPP, "Egress block sharing is not supported");
    }
  }

  // ---- removing

  private void delete() throws NetlinkException {
    Qdisc existing = request.parent() == 0 ? byNumber() : thereToDelete();
    requireKind(existing);
    if (request.parent() == 0) {
      throw refused(Errno.EINVAL, "Classid cannot be zero");
    }
    if (existing.handle() == 0) {
      throw refused(Errno.ENOENT, "Cannot delete qdisc with handle of zero");
    }
    graft(null);
  }

  private Qdisc byNumber() throws NetlinkException {
    Qdisc existing = traffic.find(request.handle());
    if (existing == null) {
      throw refused(Errno.ENOENT, "Failed to find qdisc with specified handle");
    }
    return existing;
  }

  private Qdisc thereToDelete() throws NetlinkException {
    Qdisc existing = there();
    if (existing == null) {
      boolean nothing = request.parent() == Handle.INGRESS ? traffic.hadIngress() : upper == null;
      if (nothing) {
        // What stands in for a discipline has the number zero, too.
        throw request.handle() != 0
            ? refused(Errno.EINVAL, "Invalid handle")
            : refused(Errno.ENOENT, "Cannot delete qdisc with handle of zero");
      }
      throw refused(Errno.ENOENT, "Cannot find specified qdisc on specified device");
    }
    if (request.handle() != 0 && existing.handle() != request.handle()) {
      throw refused(Errno.EINVAL, "Invalid handle");
    }
    return existing;
  }

  // ---- finding and hanging

  /// What is where the request points, or null.
  private @Nullable Qdisc there() throws NetlinkException {
    int parent = request.parent();
    if (parent == Handle.ROOT) {
      return traffic.root();
    }
    if (parent == Handle.INGRESS) {
      return traffic.ingress();
    }
    Qdisc above = traffic.find(Handle.major(parent));
    if (above == null) {
      throw refused(
          Errno.ENOENT,
          deleting
              ? "Failed to find qdisc with specified classid"
              : "Failed to find specified qdisc");
    }
    upper = above;
    Classful classes = above.classes();
    if (classes == null) {
      throw refused(Errno.EOPNOTSUPP, "Parent qdisc is not classful");
    }
    return requireClass(classes, parent).leaf();
  }

  private static QdiscClass requireClass(Classful classes, int id) throws NetlinkException {
    QdiscClass found = classes.find(id);
    if (found == null) {
      throw refused(Errno.ENOENT, "Specified class not found");
    }
    return found;
  }

  /// Puts a discipline where the request points, null for the usual one (`qdisc_graft`).
  private void graft(@Nullable Qdisc next) throws NetlinkException {
    if (request.parent() == Handle.INGRESS) {
      tell(traffic.ingress(), 0, true);
      tell(next, 1, false);
      traffic.ingress(next);
    } else if (upper == null) {
      Qdisc before = traffic.root();
      boolean attaches = next != null && next.kind().attaches();
      tell(before, attaches && before != null ? before.references() : 1, true);
      tell(next, attaches || next == null ? 1 : next.references(), false);
      traffic.root(next);
      if (next == null && request.device().isUp()) {
        traffic.activate();
      }
    } else {
      graftBelow(upper, next);
    }
  }

  private void graftBelow(Qdisc above, @Nullable Qdisc next) throws NetlinkException {
    Classful classes = above.classes();
    if (classes == null) {
      throw new NetlinkException(Errno.EOPNOTSUPP);
    }
    if (next != null && next.sizes() != null) {
      next.end();
      throw refused(Errno.EINVAL, "STAB not supported on a non root");
    }
    Qdisc before = classes.graft(requireClass(classes, request.parent()), next);
    if (next != null) {
      traffic.hang(next, above, request.parent());
    }
    tell(before, 1, true);
    tell(next, 1, false);
    if (before != null) {
      before.end();
    }
  }

  /// Tells of a discipline that so many hold (`qdisc_notify`).
  private void tell(@Nullable Qdisc qdisc, int references, boolean gone) {
    if (qdisc != null && !qdisc.isInvisible()) {
      request.device().netns().announce(new TrafficAnnouncement.OfQdisc(qdisc, references, gone));
    }
  }

  private void requireKind(Qdisc existing) throws NetlinkException {
    if (isOther(existing)) {
      throw refused(Errno.EINVAL, "Invalid qdisc name");
    }
  }

  private static NetlinkException refused(Errno errno, String message) {
    return new NetlinkException(errno, message);
  }
}
