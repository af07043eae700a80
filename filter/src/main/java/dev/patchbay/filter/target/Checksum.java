package dev.patchbay.filter.target;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.TableKind;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.Verdict;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Packet;
import java.util.List;

/// `-j CHECKSUM --checksum-fill`: computes the checksum that a device would have filled in.
public final class Checksum implements TargetKind {
  private static final Option<Void> FILL = Option.flag("checksum-fill").mandatory();

  @Override
  public String name() {
    return "CHECKSUM";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(FILL);
  }

  @Override
  public Target build(Chosen chosen) {
    return new Fill();
  }

  record Fill() implements Target {
    @Override
    public String name() {
      return "CHECKSUM";
    }

    @Override
    public Target attach(Attachment place) throws NetlinkException {
      place.onlyIn(TableKind.MANGLE);
      return this;
    }

    @Override
    public Verdict judge(Inspection packet) {
      Packet whole = packet.packet();
      if (whole.checksum() == Packet.ChecksumState.PARTIAL && whole.segmentSize() == 0) {
        dev.patchbay.packet.Checksum.resolve(whole);
      }
      return Verdict.CONTINUE;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(" --checksum-fill");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" CHECKSUM fill");
    }
  }
}
