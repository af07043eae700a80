package dev.patchbay.filter.target;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Criteria;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.TableKind;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.Verdict;
import dev.patchbay.filter.conntrack.Claim;
import dev.patchbay.filter.conntrack.Connection;
import dev.patchbay.filter.conntrack.Helper;
import dev.patchbay.filter.conntrack.Helpers;
import dev.patchbay.filter.conntrack.Template;
import org.jspecify.annotations.Nullable;

/// CT in a rule: the packet is not tracked, or in a zone, or its connection gets a helper.
///
/// @param word `CT` or `NOTRACK`, as the rule was written
/// @param masks which events it names, as listings show it; all are told
record Tracking(
    String word,
    boolean notrack,
    @Nullable String helper,
    @Nullable String timeout,
    int originalZone,
    int replyZone,
    String masks)
    implements Target {
  /// The zone is the packet's mark.
  static final int ZONE_OF_MARK = -1;

  @Override
  public String name() {
    return word;
  }

  @Override
  public Verdict judge(Inspection packet) {
    throw new IllegalStateException("not in a table");
  }

  @Override
  public void save(StringBuilder out) {
    if (word.equals("NOTRACK")) {
      return;
    }
    show(out, " --");
  }

  @Override
  public void list(StringBuilder out, Listing listing) {
    out.append(' ').append(word);
    if (word.equals("CT")) {
      show(out, " ");
    }
  }

  private void show(StringBuilder out, String dashes) {
    out.append(notrack ? dashes + "notrack" : "");
    out.append(helper == null ? "" : dashes + "helper " + helper);
    out.append(
        masks
            .replace(" ctevents", dashes + "ctevents")
            .replace(" expevents", dashes + "expevents"));
    if (originalZone == replyZone) {
      out.append(originalZone == 0 ? "" : dashes + "zone " + zone(originalZone));
    } else {
      out.append(originalZone == 0 ? "" : dashes + "zone-orig " + zone(originalZone));
      out.append(replyZone == 0 ? "" : dashes + "zone-reply " + zone(replyZone));
    }
  }

  private static String zone(int zone) {
    return zone == ZONE_OF_MARK ? "mark" : Integer.toString(zone);
  }

  @Override
  public Target attach(Attachment place) throws NetlinkException {
    place.onlyIn(TableKind.RAW);
    Helper found = findHelper(place);
    if (timeout != null) {
      needProtocol(place, Errno.EINVAL);
      // Policies are what `nfct` makes; there are none.
      place.log().print("xt_CT: No such timeout policy \"" + timeout + "\"");
      throw new NetlinkException(Errno.ENOENT);
    }
    return new ClaimedTarget(
        new Telling(this, found), Claim.of(place.netns(), place.family()));
  }

  private static int needProtocol(Attachment place, Errno otherwise) throws NetlinkException {
    Criteria criteria = place.criteria();
    if (criteria.protocol() == 0 || criteria.notProtocol()) {
      place.log().print("xt_CT: You must specify a L4 protocol and not use inversions on it");
      throw new NetlinkException(otherwise);
    }
    return criteria.protocol();
  }

  private @Nullable Helper findHelper(Attachment place) throws NetlinkException {
    if (helper == null) {
      return null;
    }
    int protocol = needProtocol(place, Errno.ENOENT);
    place.netns().machine().modules().loadIfKnown("nf_conntrack_" + helper);
    Helper found = Helpers.of(place.netns().machine()).find(helper, protocol);
    if (found == null) {
      place.log().print("xt_CT: No such helper \"" + helper + "\"");
      throw new NetlinkException(Errno.ENOENT);
    }
    return found;
  }

  /// The same in its table.
  private record Telling(Tracking words, @Nullable Helper helper) implements Target {
    @Override
    public String name() {
      return words.name();
    }

    @Override
    public Verdict judge(Inspection packet) {
      if (packet.packet().connection() != null) {
        return Verdict.CONTINUE;
      }
      if (words.notrack) {
        packet.packet().connection(null, Connection.INFO_UNTRACKED);
      } else {
        int mark = packet.packet().mark() & 0xffff;
        int original = words.originalZone == ZONE_OF_MARK ? mark : words.originalZone;
        int reply = words.replyZone == ZONE_OF_MARK ? mark : words.replyZone;
        packet.packet().connection(new Template(original, reply, helper), Connection.INFO_NEW);
      }
      return Verdict.CONTINUE;
    }

    @Override
    public void save(StringBuilder out) {
      words.save(out);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      words.list(out, listing);
    }

    @Override
    public Target attach(Attachment place) throws NetlinkException {
      return words.attach(place);
    }
  }
}
