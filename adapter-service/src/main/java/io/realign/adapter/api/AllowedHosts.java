package io.realign.adapter.api;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Hosts under which the service is reached: loopback names and addresses, the address at which a request arrived, and configured names.
 * With DNS rebinding, the page of another site reaches the service under a name of that site, which is none of them. Probes and scrapes
 * of a pod are requests for the address at which they arrive.
 *
 * @param names further names and addresses, in lower case, without port
 */
record AllowedHosts(Set<String> names) {
    private static final String LOCALHOST = "localhost";

    AllowedHosts {
        names = Set.copyOf(names);
    }

    /**
     * @param listenHost host name or address on which the service listens
     * @param configured further host names and addresses
     */
    static AllowedHosts of(String listenHost, Collection<String> configured) {
        Set<String> names = new HashSet<>(Set.of(LOCALHOST, lowerCase(listenHost)));
        configured.forEach(name -> names.add(lowerCase(name)));
        return new AllowedHosts(names);
    }

    /**
     * @param host host of a request, without port
     * @param arrivalAddress IP address at which the request arrived
     */
    boolean contains(String host, String arrivalAddress) {
        return names.contains(lowerCase(host)) || isOwnAddress(host, arrivalAddress);
    }

    private static boolean isOwnAddress(String host, String arrivalAddress) {
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(host);
        return address != null
                && (address.isLoopbackAddress()
                        || address.equals(NetUtil.createInetAddressFromIpAddressString(arrivalAddress)));
    }

    private static String lowerCase(String host) {
        return host.toLowerCase(Locale.ROOT);
    }
}
