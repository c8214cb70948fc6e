// Lints every template of a folder, and ones with planted faults, of which each has to be found. See lint-templates.sh.
'use strict';

const fs = require('fs');
const path = require('path');
const validator = require('cfn-lint/lib/validator');

// The specification is of 2023; AWS's schemas say otherwise since (src/test/resources/cloudformation).
const OUTDATED = [
    /^Tags is not a valid property of AWS::ElasticLoadBalancingV2::Listener(Rule)?$/,
    /^Tags is not a valid property of AWS::ApplicationAutoScaling::ScalableTarget$/,
    /^Required property RoleARN missing for type AWS::ApplicationAutoScaling::ScalableTarget$/,
];

const PLANTED = {
    'an unknown property': resources => { resources.Service.Properties.DesiredCont = 2; },
    'a text for a number': resources => { resources.TargetGroup.Properties.Port = 'eighty'; },
    'a reference to nothing': resources => { resources.Listener.Properties.LoadBalancerArn = { Ref: 'Nobody' }; },
    'an attribute that is none': resources => {
        resources.Service.Properties.TaskDefinition = { 'Fn::GetAtt': ['LogGroup', 'Digest'] };
    },
    'a required property left out': resources => { delete resources.Listener.Properties.DefaultActions; },
};

function findings(template) {
    validator.resetValidator();
    const { errors } = validator.validateJsonObject(template, {});
    return [...errors.crit, ...errors.warn]
        .filter(finding => !OUTDATED.some(known => known.test(finding.message)))
        .map(finding => `${finding.resource}: ${finding.message}`);
}

const folder = process.argv[2];
const files = fs.readdirSync(folder).filter(name => name.endsWith('.json'));
const read = name => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));
let failed = files.length === 0;
for (const file of files) {
    for (const finding of findings(read(file))) {
        failed = true;
        console.error(`lint-templates: ${file}: ${finding}`);
    }
}
const whole = files.find(name => name.startsWith('https-fargate-'));
for (const [name, plant] of Object.entries(PLANTED)) {
    const template = read(whole);
    plant(template.Resources);
    if (findings(template).length === 0) {
        failed = true;
        console.error(`lint-templates: ${name} in ${whole} was not found`);
    }
}
console.log(`lint-templates: ${files.length} templates, ${Object.keys(PLANTED).length} planted faults: ${failed ? 'FAILED' : 'passed'}`);
process.exit(failed ? 1 : 0);
