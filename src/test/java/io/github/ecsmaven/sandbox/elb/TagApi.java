package io.github.ecsmaven.sandbox.elb;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.Xml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The actions on tags (API reference, "AddTags", "RemoveTags", "DescribeTags"). */
final class TagApi {
    private final ElbSandbox elb;

    TagApi(ElbSandbox elb) {
        this.elb = elb;
    }

    /** The tags of a request that creates something. */
    static Map<String, String> read(QueryForm form) throws AwsError {
        Map<String, String> tags = new LinkedHashMap<>();
        for (QueryForm tag : form.structures("Tags")) {
            String key = tag.required("Key");
            if (tags.put(key, tag.optional("Value").orElse("")) != null) {
                throw ElbErrors.of("DuplicateTagKeys", "Duplicate tag keys found: " + key);
            }
        }
        return tags;
    }

    /** Whoever tags what it creates needs both (API reference, "AddTags"; user guide, "Tag resources on creation"). */
    static void require(Caller caller, Map<String, String> tags, String resource) throws AwsError {
        if (!tags.isEmpty()) {
            ElbErrors.require(caller, "elasticloadbalancing:AddTags", resource);
        }
    }

    private Map<String, String> of(String arn) throws AwsError {
        Map<String, String> tags = elb.tags.get(arn);
        if (tags == null) {
            String kind = arn.replaceFirst("^arn:[^/]*:", "").replaceFirst("/.*", "");
            throw switch (kind) {
                case "targetgroup" -> ElbErrors.of("TargetGroupNotFound", "One or more target groups not found");
                case "listener" -> ElbErrors.of("ListenerNotFound", "One or more listeners not found");
                case "listener-rule" -> ElbErrors.of("RuleNotFound", "One or more rules not found");
                default -> ElbErrors.of("LoadBalancerNotFound", "One or more load balancers not found");
            };
        }
        return tags;
    }

    Xml add(QueryForm form, Caller caller) throws AwsError {
        List<String> arns = form.list("ResourceArns");
        Map<String, String> tags = read(form);
        form.refuseRest();
        for (String arn : arns) {
            ElbErrors.require(caller, "elasticloadbalancing:AddTags", arn);
            of(arn).putAll(tags);
        }
        return new Xml();
    }

    Xml remove(QueryForm form, Caller caller) throws AwsError {
        List<String> arns = form.list("ResourceArns");
        List<String> keys = form.list("TagKeys");
        form.refuseRest();
        for (String arn : arns) {
            ElbErrors.require(caller, "elasticloadbalancing:RemoveTags", arn);
            Map<String, String> tags = of(arn);
            keys.forEach(tags::remove);
        }
        return new Xml();
    }

    Xml describe(QueryForm form, Caller caller) throws AwsError {
        List<String> arns = form.list("ResourceArns");
        form.refuseRest();
        ElbErrors.require(caller, "elasticloadbalancing:DescribeTags");
        for (String arn : arns) {
            of(arn);
        }
        return new Xml().members("TagDescriptions", arns, (xml, arn) -> xml.text("ResourceArn", arn)
                .members("Tags", elb.tags.get(arn).entrySet(), (one, tag) -> one.text("Key", tag.getKey())
                        .text("Value", tag.getValue())));
    }
}
