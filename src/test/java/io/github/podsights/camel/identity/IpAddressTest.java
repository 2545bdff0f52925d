package io.github.podsights.camel.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    /** The last address before a range, its first, its last, and the first after it; a dash where the range ends it all. */
    @ParameterizedTest
    @CsvSource({
        "-,                 0.0.0.0,         0.255.255.255,   1.0.0.0",
        "9.255.255.255,     10.0.0.0,        10.255.255.255,  11.0.0.0",
        "100.63.255.255,    100.64.0.0,      100.127.255.255, 100.128.0.0",
        "126.255.255.255,   127.0.0.0,       127.255.255.255, 128.0.0.0",
        "169.253.255.255,   169.254.0.0,     169.254.255.255, 169.255.0.0",
        "172.15.255.255,    172.16.0.0,      172.31.255.255,  172.32.0.0",
        "191.255.255.255,   192.0.0.0,       192.0.0.255,     192.0.1.0",
        "192.167.255.255,   192.168.0.0,     192.168.255.255, 192.169.0.0",
        "198.17.255.255,    198.18.0.0,      198.19.255.255,  198.20.0.0",
        "223.255.255.255,   224.0.0.0,       239.255.255.255, -",
        "-,                 240.0.0.0,       255.255.255.255, -",
        "-,                 ::,              ::ffff:ffff,     ::1:0:0",
        "-,                 ::1,             ::2,             -",
        "ff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 100::, 100::ffff:ffff:ffff:ffff, 100:0:0:1::",
        "2001:1:ffff:ffff:ffff:ffff:ffff:ffff, 2001:2::, 2001:2:0:ffff:ffff:ffff:ffff:ffff, 2001:2:1::",
        "fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, fc00::, fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, fe00::",
        "fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff, fe80::, febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff, -",
        "-,                 fec0::, feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, -",
        "-,                 ff00::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, -"
    })
    void leavesOutARangeFromItsFirstToItsLastAddress(String before, String first, String last, String after) {
        assertThat(IpAddress.publicAddress(first)).isEmpty();
        assertThat(IpAddress.publicAddress(last)).isEmpty();
        assertIsItself(before);
        assertIsItself(after);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "198.51.100.7", "203.0.113.255", "2001:db8::1", "3fff::1"})
    void takesDocumentationRangesForPublic(String address) {
        assertIsItself(address);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.9:443,                     203.0.113.9",
        "[203.0.113.9],                       203.0.113.9",
        "[203.0.113.9]:65535,                 203.0.113.9",
        "[2001:db8::1],                       2001:db8::1",
        "[2001:DB8::1]:8080,                  2001:db8::1",
        "'\t203.0.113.9\u00A0',               203.0.113.9",
        "::ffff:203.0.113.9,                  203.0.113.9",
        "::FFFF:cb00:7109,                    203.0.113.9",
        "0:0:0:0:0:ffff:203.0.113.9,          203.0.113.9",
        "[::ffff:203.0.113.9]:1,              203.0.113.9",
        "64:ff9b::203.0.113.9,                64:ff9b::cb00:7109"
    })
    void takesBracketsAndPortOffAndFoldsMappedAddresses(String raw, String address) {
        assertThat(IpAddress.publicAddress(raw)).contains(address);
    }

    @ParameterizedTest
    @CsvSource({
        "2001:0DB8:0000:0000:0000:0000:0000:0001,  2001:db8::1",
        "2001:db8:0:0:1:0:0:1,                     2001:db8::1:0:0:1",
        "2001:0:0:1:0:0:0:1,                       2001:0:0:1::1",
        "2001:db8:0:1:1:1:1:1,                     2001:db8:0:1:1:1:1:1",
        "2001:db8::1:1:1:1:1,                      2001:db8:0:1:1:1:1:1",
        "2001:db8:1:1:1:1:0:0,                     2001:db8:1:1:1:1::",
        "1:2:3:4:5:6:7::,                          1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8,                          0:2:3:4:5:6:7:8",
        "2001:DB8::ABCD:EF01,                      2001:db8::abcd:ef01"
    })
    void writesIpv6AsRfc5952Says(String raw, String address) {
        assertThat(IpAddress.publicAddress(raw)).contains(address);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9, 198.51.100.7                     | 203.0.113.9",
                "10.0.0.1, 203.0.113.9, 198.51.100.7           | 203.0.113.9",
                "unknown, 192.168.1.1:80, [2001:db8::1]:443    | 2001:db8::1",
                ",, 203.0.113.9,                               | 203.0.113.9",
                "::ffff:10.0.0.1,203.0.113.9                   | 203.0.113.9",
                "client.example.com,010.1.1.1,8.8.8.8          | 8.8.8.8"
            })
    void takesTheFirstPublicAddressOfAForwardedForList(String list, String address) {
        assertThat(IpAddress.publicAddress(list)).contains(address);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "localhost",
                "example.com",
                "unknown",
                "-",
                "null",
                "203.0.113.09",
                "0203.0.113.9",
                "00.0.0.1",
                "203.0.113.00",
                "3405803785",
                "0xcb007109",
                "0xcb.0.0x71.9",
                "203.0.113",
                "203.28937",
                "203.0.113.9.1",
                "203.0.113.",
                ".203.0.113.9",
                "203..113.9",
                "203.0.113.256",
                "203.0.113.9999",
                "+203.0.113.9",
                "203.0.113.-9",
                "203.0.113. 9",
                "２03.0.113.9",
                "٢03.0.113.9",
                "203.0.113.9/32",
                "203.0.113.9:",
                "203.0.113.9:65536",
                "203.0.113.9:123456",
                "203.0.113.9:-1",
                "203.0.113.9:8o",
                "203.0.113.9:80:80",
                "[203.0.113.9",
                "203.0.113.9]",
                "[203.0.113.9]80",
                "[]",
                "[",
                "]",
                "[]:80",
                "[[2001:db8::1]]",
                "[2001:db8::1]x",
                "[2001:db8::1]:",
                "[ 2001:db8::1]",
                "2001:db8::1%eth0",
                "[2001:db8::1%25eth0]:80",
                "2001:db8::1%0",
                "2001:db8",
                "2001:db8:::1",
                ":2001:db8::1",
                "2001:db8::1:",
                "2001::db8::1",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1:2:3:4:5:6:7:8",
                "1:2:3:4::5:6:7:8",
                "12345::1",
                "2001:db8::g",
                "2001:db8::-1",
                "2001:db8::１",
                ":",
                ":::",
                "1::2:",
                "2001:db8::203.0.113",
                "2001:db8::203.0.113.9:1",
                "203.0.113.9::",
                "2001:203.0.113.9::1",
                "1:2:3:4:5:6:7:203.0.113.9",
                "::ffff:203.0.113.09",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1",
                "::203.0.113.9",
                "2001:db8:0000000000000000000000000000000000000000000000::1"
            })
    void leavesOutWhatIsNoPublicLiteral(String raw) {
        assertThat(IpAddress.publicAddress(raw)).isEmpty();
    }

    @Test
    void readsALongListToItsEnd() {
        assertThat(IpAddress.publicAddress("10.0.0.1,".repeat(100_000) + "203.0.113.9"))
                .contains("203.0.113.9");
    }

    @Property
    void writesWhatItReadsAgainAndTheSame(@ForAll @Size(16) byte[] bytes) throws UnknownHostException {
        String plain = InetAddress.getByAddress(bytes).getHostAddress();
        IpAddress.publicAddress(plain).ifPresent(address -> {
            assertThat(IpAddress.publicAddress(address)).contains(address);
            assertThat(valueOf(address)).isEqualTo(new BigInteger(1, bytes));
        });
    }

    private static BigInteger valueOf(String address) {
        Ipv6 ipv6 = Ipv6.parse(address).orElseThrow();
        BigInteger high = new BigInteger(Long.toUnsignedString(ipv6.high()));
        return high.shiftLeft(64).add(new BigInteger(Long.toUnsignedString(ipv6.low())));
    }

    private static void assertIsItself(String address) {
        if (!address.equals("-")) {
            assertThat(IpAddress.publicAddress(address)).contains(address);
        }
    }
}
