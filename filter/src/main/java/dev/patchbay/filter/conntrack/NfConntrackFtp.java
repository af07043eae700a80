package dev.patchbay.filter.conntrack;

import dev.patchbay.core.KernelModule;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import java.util.List;
import java.util.Map;

/// The module of the helper for FTP.
public final class NfConntrackFtp implements KernelModule {
  private static final int MOST_PORTS = 8;

  @Override
  public String name() {
    return "nf_conntrack_ftp";
  }

  @Override
  public List<String> dependencies() {
    return List.of("nf_conntrack");
  }

  @Override
  public int size() {
    return 6997;
  }

  @Override
  public List<String> about() {
    return List.of(
        "alias=nfct-helper-ftp",
        "alias=ip_conntrack_ftp",
        "description=ftp connection tracking helper",
        "license=GPL",
        "parm=ports:array of ushort",
        "parm=loose:bool");
  }

  @Override
  public void load(Machine machine, Map<String, String> parameters) throws NetlinkException {
    boolean isLoose = List.of("1", "Y", "y").contains(parameters.getOrDefault("loose", "0"));
    String[] ports = parameters.getOrDefault("ports", "21").split(",", -1);
    if (ports.length > MOST_PORTS) {
      throw new NetlinkException(Errno.EINVAL);
    }
    for (String port : ports) {
      String name = port.equals("21") ? "ftp" : "ftp-" + port;
      Helpers.of(machine).add(new FtpHelper(name, isLoose));
    }
  }

  @Override
  public void unload(Machine machine) {
    Helpers helpers = Helpers.of(machine);
    for (Helper helper : helpers.loaded()) {
      if (helper instanceof FtpHelper) {
        helpers.remove(helper);
      }
    }
  }
}
