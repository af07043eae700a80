package dev.patchbay.lab.command;

import dev.patchbay.core.Command;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Process;
import dev.patchbay.core.text.Args;
import dev.patchbay.device.segment.Segment;
import dev.patchbay.packet.Mac;

/// `plug [MACHINE:]NIC SEGMENT`: connects a machine to a segment.
public final class Plug implements Command {
  @Override
  public int run(Process process, Args args) {
    if (!args.hasNext() || args.accept("help") || args.accept("-h") || args.accept("--help")) {
      throw Usage.of("plug");
    }
    Places places = new Places(process);
    Places.Place place = places.place(args.next());
    Segment segment = places.segment(args.next());
    LinkRequest request = new LinkRequest();
    while (args.hasNext()) {
      String word = args.next();
      if (Args.matches(word, "address")) {
        request.address = address(args.next());
      } else if (Args.matches(word, "mtu")) {
        request.mtu = (int) args.u32("Invalid \"mtu\" value\n");
      } else if (word.equals("up")) {
        request.flag(DeviceFlags.UP, true);
      } else {
        throw Usage.garbage("plug", word);
      }
    }
    try {
      places.segments().plug(place.machine(), place.nic(), segment, request);
    } catch (NetlinkException e) {
      throw Places.refusal(e);
    }
    return 0;
  }

  private static byte[] address(String word) {
    Mac address = Mac.parse(word);
    if (address == null || !address.isUsable()) {
      throw Args.invarg("\"address\" is no address of a station", word);
    }
    byte[] bytes = new byte[Mac.BYTES];
    address.write(bytes, 0);
    return bytes;
  }
}
