package dev.patchbay.tools.ip;

import dev.patchbay.core.LinkSnapshot;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Output;
import dev.patchbay.tools.iproute.Refusal;

/// `ip link show`.
final class LinkListing {
  private LinkListing() {}

  static int links(Session session, Args args) throws FileException {
    session.family(ProtocolFamily.LINK);
    ListingWords words = ListingWords.read(session, args);
    LinkFilter filter = words.links;
    if (words.device != null && !words.isNamed()) {
      throw new Refusal(
          "RTNETLINK answers: No such device\nCannot send link get request: No such device");
    }
    Output out = session.output();
    LinkText text = new LinkText(session, true);
    out.begin();
    if (words.device != null) {
      show(session, text, filter, words.device);
    } else {
      for (NetDevice device : session.netns().devices()) {
        if (filter.isSent(device)) {
          show(session, text, filter, device);
        }
      }
    }
    out.end();
    session.flush();
    return 0;
  }

  private static void show(Session session, LinkText text, LinkFilter filter, NetDevice device) {
    Output out = session.output();
    LinkSnapshot link = LinkSnapshot.of(device);
    out.openObject(null);
    if (filter.label == null && filter.shows(link)) {
      if (session.options().brief) {
        text.brief(link, false);
      } else {
        text.show(link, device, true);
      }
    }
    out.closeObject();
  }
}
