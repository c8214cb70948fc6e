package io.github.ecsmaven.sandbox.ec2;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.SecurityGroup;
import io.github.ecsmaven.sandbox.SecurityGroup.Rule;
import io.github.ecsmaven.sandbox.Vpc;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.Xml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The actions on security groups (API reference, "CreateSecurityGroup" and its neighbours). */
final class SecurityGroupApi {
    private static final Pattern TEXT = Pattern.compile("[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]{1,255}");
    private static final Pattern CIDR = Pattern.compile("[0-9.]+/[0-9]{1,2}|[0-9a-fA-F:]+/[0-9]{1,3}");

    private final Vpc vpc;
    private final String account;

    SecurityGroupApi(Vpc vpc, String account) {
        this.vpc = vpc;
        this.account = account;
    }

    /** What IAM checks a write on; look-ups have no resource. */
    static String resource(String action, QueryForm form, String account, String region) {
        if (action.startsWith("Describe")) {
            return "*";
        }
        String id = form.optional("GroupId")
                .or(() -> form.items("ResourceId").stream().findFirst())
                .orElse("*");
        return "arn:aws:ec2:" + region + ":" + account + ":security-group/" + id;
    }

    Xml create(QueryForm form) throws AwsError {
        String name = form.required("GroupName");
        String description = form.required("GroupDescription");
        String vpcId = form.optional("VpcId").orElse(Vpc.DEFAULT_ID);
        Map<String, String> tags = new LinkedHashMap<>();
        for (QueryForm specification : form.itemStructures("TagSpecification")) {
            if (!specification.required("ResourceType").equals("security-group")) {
                throw invalid("InvalidParameterValue", "The resource type of the tags must be security-group");
            }
            tags.putAll(tags(specification));
        }
        form.refuseRest();
        check(name, description, vpcId);
        SecurityGroup created = new SecurityGroup(SecurityGroup.newId("sg"), name, description, vpcId);
        tags.forEach(created::tag);
        vpc.add(created);
        return new Xml().text("return", true).text("groupId", created.id());
    }

    private void check(String name, String description, String vpcId) throws AwsError {
        if (!vpc.ids().contains(vpcId)) {
            throw invalid("InvalidVpcID.NotFound", "The vpc ID '" + vpcId + "' does not exist");
        }
        if (!TEXT.matcher(name).matches() || name.startsWith("sg-")) {
            throw invalid(
                    "InvalidParameterValue",
                    "Value (" + name + ") for parameter GroupName is invalid. Character sets beyond ASCII are not"
                            + " supported, and it must not begin with sg-.");
        }
        if (!TEXT.matcher(description).matches()) {
            throw invalid(
                    "InvalidParameterValue",
                    "Value (" + description + ") for parameter GroupDescription is invalid. Character sets beyond ASCII"
                            + " are not supported.");
        }
        for (SecurityGroup other : vpc.securityGroups()) {
            if (other.name().equals(name) && other.vpc().equals(vpcId)) {
                throw invalid(
                        "InvalidGroup.Duplicate",
                        "The security group '" + name + "' already exists for VPC '" + vpcId + "'");
            }
        }
    }

    private static AwsError invalid(String code, String message) {
        return AwsError.badRequest(code, message);
    }

    private static Map<String, String> tags(QueryForm form) throws AwsError {
        Map<String, String> tags = new LinkedHashMap<>();
        for (QueryForm tag : form.itemStructures("Tag")) {
            tags.put(tag.required("Key"), tag.optional("Value").orElse(""));
        }
        return tags;
    }

    private SecurityGroup find(String id) throws AwsError {
        Optional<SecurityGroup> found = vpc.securityGroup(id);
        return found.orElseThrow(
                () -> invalid("InvalidGroup.NotFound", "The security group '" + id + "' does not exist"));
    }

    Xml delete(QueryForm form) throws AwsError {
        String id = form.required("GroupId");
        form.refuseRest();
        SecurityGroup group = find(id);
        if (group.name().equals("default")) {
            throw invalid(
                    "CannotDelete",
                    "the specified group: \"" + id + "\" name: \"default\" cannot be deleted by a user");
        }
        if (vpc.isInUse(id)) {
            throw invalid("DependencyViolation", "resource " + id + " has a dependent object");
        }
        vpc.removeSecurityGroup(id);
        return new Xml().text("return", true).text("groupId", id);
    }

    Xml authorize(QueryForm form, boolean ingress) throws AwsError {
        SecurityGroup group = find(form.required("GroupId"));
        List<Rule> rules = rules(form, ingress);
        form.refuseRest();
        for (Rule rule : rules) {
            if (group.rules().stream().anyMatch(rule::isSame)) {
                throw invalid(
                        "InvalidPermission.Duplicate",
                        "the specified rule \"peer: " + rule.peer() + ", " + rule.protocol() + ", from port: "
                                + rule.from() + ", to port: " + rule.to() + ", ALLOW\" already exists");
            }
        }
        rules.forEach(group::add);
        return new Xml().text("return", true).items("securityGroupRuleSet", rules, (xml, rule) -> xml.text(
                        "securityGroupRuleId", rule.id())
                .text("groupId", group.id())
                .text("isEgress", !rule.ingress()));
    }

    private List<Rule> rules(QueryForm form, boolean ingress) throws AwsError {
        List<Rule> rules = new ArrayList<>();
        for (QueryForm permission : form.itemStructures("IpPermissions")) {
            String protocol = permission.required("IpProtocol");
            if (!Set.of("tcp", "udp", "icmp", "-1").contains(protocol)) {
                throw invalid(
                        "InvalidParameterValue", "Invalid value '" + protocol + "' for IP protocol. Unknown protocol.");
            }
            boolean all = protocol.equals("-1");
            int from = all ? -1 : port(permission, "FromPort");
            int to = all ? -1 : port(permission, "ToPort");
            permission.optional("FromPort");
            permission.optional("ToPort");
            if (from > to) {
                throw invalid("InvalidParameterValue", "Invalid TCP port range");
            }
            for (QueryForm range : permission.itemStructures("IpRanges")) {
                rules.add(rule(ingress, protocol, from, to, cidr(range.required("CidrIp")), range));
            }
            for (QueryForm range : permission.itemStructures("Ipv6Ranges")) {
                rules.add(rule(ingress, protocol, from, to, cidr(range.required("CidrIpv6")), range));
            }
            for (QueryForm peer : permission.itemStructures("Groups")) {
                String other = find(peer.required("GroupId")).id();
                rules.add(rule(ingress, protocol, from, to, other, peer));
            }
        }
        return rules;
    }

    private static Rule rule(boolean ingress, String protocol, int from, int to, String peer, QueryForm form) {
        String description = form.optional("Description").orElse("");
        return new Rule(SecurityGroup.newId("sgr"), ingress, protocol, from, to, peer, description);
    }

    private static int port(QueryForm form, String name) throws AwsError {
        return form.number(name, 0, 65535)
                .orElseThrow(() -> invalid(
                        "InvalidParameterValue",
                        "Invalid value 'Must specify both from and to ports" + " with TCP/UDP.' for portRange."));
    }

    private static String cidr(String cidr) throws AwsError {
        if (!CIDR.matcher(cidr).matches()) {
            throw invalid("InvalidParameterValue", "CIDR block " + cidr + " is malformed");
        }
        return cidr;
    }

    Xml revoke(QueryForm form, boolean ingress) throws AwsError {
        SecurityGroup group = find(form.required("GroupId"));
        List<String> ids = form.items("SecurityGroupRuleId");
        List<Rule> wanted = rules(form, ingress);
        form.refuseRest();
        List<Rule> going = group.rules().stream()
                .filter(rule -> rule.ingress() == ingress)
                .filter(rule -> ids.contains(rule.id()) || wanted.stream().anyMatch(rule::isSame))
                .toList();
        if (going.size() < ids.size() + wanted.size()) {
            throw invalid(
                    ids.isEmpty() ? "InvalidPermission.NotFound" : "InvalidSecurityGroupRuleId.NotFound",
                    "The specified rule does not exist in this security group.");
        }
        going.forEach(group::remove);
        return new Xml().text("return", true);
    }

    Xml describe(QueryForm form) throws AwsError {
        List<String> ids = form.items("GroupId");
        Filters filters = Filters.read(form, Set.of("group-id", "group-name", "vpc-id"));
        form.refuseRest();
        for (String id : ids) {
            find(id);
        }
        List<SecurityGroup> found = vpc.securityGroups().stream()
                .filter(group -> ids.isEmpty() || ids.contains(group.id()))
                .filter(group -> filters.fits("group-id", group.id())
                        && filters.fits("group-name", group.name())
                        && filters.fits("vpc-id", group.vpc()))
                .toList();
        return new Xml().items("securityGroupInfo", found, this::write);
    }

    private void write(Xml xml, SecurityGroup group) {
        xml.text("ownerId", account)
                .text("groupId", group.id())
                .text("groupName", group.name())
                .text("groupDescription", group.description())
                .text("vpcId", group.vpc())
                .items(
                        "ipPermissions",
                        group.rules().stream().filter(Rule::ingress).toList(),
                        SecurityGroupApi::write)
                .items(
                        "ipPermissionsEgress",
                        group.rules().stream().filter(rule -> !rule.ingress()).toList(),
                        SecurityGroupApi::write)
                .items("tagSet", group.tags().entrySet(), (tag, one) -> tag.text("key", one.getKey())
                        .text("value", one.getValue()));
    }

    private static void write(Xml xml, Rule rule) {
        xml.text("ipProtocol", rule.protocol());
        if (!rule.protocol().equals("-1")) {
            xml.text("fromPort", rule.from()).text("toPort", rule.to());
        }
        String kind = rule.peer().startsWith("sg-") ? "groups" : rule.peer().contains(":") ? "ipv6Ranges" : "ipRanges";
        String member = kind.equals("groups") ? "groupId" : kind.equals("ipRanges") ? "cidrIp" : "cidrIpv6";
        xml.items(kind, List.of(rule.peer()), (one, peer) -> one.text(member, peer));
    }

    Xml tag(QueryForm form) throws AwsError {
        List<String> ids = form.items("ResourceId");
        Map<String, String> tags = tags(form);
        form.refuseRest();
        for (String id : ids) {
            tags.forEach(find(id)::tag);
        }
        return new Xml().text("return", true);
    }

    Xml untag(QueryForm form) throws AwsError {
        List<String> ids = form.items("ResourceId");
        Map<String, String> tags = tags(form);
        form.refuseRest();
        for (String id : ids) {
            tags.keySet().forEach(find(id)::untag);
        }
        return new Xml().text("return", true);
    }
}
