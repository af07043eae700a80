package dev.patchbay.qdisc;

import dev.patchbay.core.Announcement;
import dev.patchbay.qdisc.action.Action;
import dev.patchbay.qdisc.action.ActionKind;
import dev.patchbay.qdisc.filter.Chain;
import dev.patchbay.qdisc.filter.Classifier;
import dev.patchbay.qdisc.filter.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A change of traffic control (`RTNLGRP_TC`).
///
/// What it names goes on living: who wants to show how it was lays it out while it is told.
public sealed interface TrafficAnnouncement extends Announcement {
  /// What has been done to filters and actions, as the flags of the message say.
  enum Deed {
    ADDED,
    REPLACED,
    CHANGED,
    DELETED;

    /// The deed of a request with these flags.
    static Deed of(QdiscRequests.Flags flags) {
      if (!flags.create()) {
        return CHANGED;
      }
      return flags.exclusive() ? ADDED : REPLACED;
    }
  }

  @Override
  default String group() {
    return "tc";
  }

  /// A discipline.
  ///
  /// @param references how many hold it at that moment
  record OfQdisc(Qdisc qdisc, int references, boolean gone) implements TrafficAnnouncement {}

  /// A class of a discipline.
  record OfClass(Qdisc qdisc, QdiscClass changed, boolean gone) implements TrafficAnnouncement {}

  /// A chain of filters.
  record OfChain(FilterPlace place, Chain chain, boolean gone) implements TrafficAnnouncement {
    static void tell(FilterPlace place, Chain chain, boolean gone) {
      place.netns().announce(new OfChain(place, chain, gone));
    }
  }

  /// A filter, or with no rule those of one priority.
  record OfFilter(FilterPlace place, Classifier classifier, @Nullable Rule rule, Deed deed)
      implements TrafficAnnouncement {
    static void tell(FilterPlace place, Classifier classifier, @Nullable Rule rule, Deed deed) {
      place.netns().announce(new OfFilter(place, classifier, rule, deed));
    }
  }

  /// Actions of one request.
  record OfActions(List<Action> actions, Deed deed) implements TrafficAnnouncement {}

  /// So many actions of a kind were removed at once.
  record OfFlush(ActionKind kind, int count) implements TrafficAnnouncement {}
}
