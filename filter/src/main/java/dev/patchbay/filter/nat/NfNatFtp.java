package dev.patchbay.filter.nat;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Machine;
import dev.patchbay.filter.conntrack.FtpHelper;
import dev.patchbay.filter.conntrack.Helper;
import dev.patchbay.filter.conntrack.Helpers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The module that translates what is said over FTP.
public final class NfNatFtp implements KernelModule {
  @Override
  public String name() {
    return "nf_nat_ftp";
  }

  @Override
  public List<String> dependencies() {
    return List.of("nf_conntrack_ftp", "nf_nat");
  }

  @Override
  public int size() {
    return 1969;
  }

  @Override
  public List<String> about() {
    return List.of(
        "alias=ip_nat_ftp", "description=ftp NAT helper", "license=GPL", "alias=nf-nat-helper-ftp");
  }

  @Override
  public void load(Machine machine, Map<String, String> parameters) {
    give(machine, new FtpTranslation());
  }

  @Override
  public void unload(Machine machine) {
    give(machine, null);
  }

  private static void give(Machine machine, @Nullable FtpTranslation translation) {
    for (Helper helper : Helpers.of(machine).loaded()) {
      if (helper instanceof FtpHelper ftp) {
        ftp.translation(translation);
      }
    }
  }
}
