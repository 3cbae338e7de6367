import ElementPlus from "element-plus"; import "element-plus/dist/index.css"; import { vstart } from "./vkit.js";
vstart(`<el-form label-width="200px"><h3>{{CHILD}}</h3>
<el-form-item label="Họ, chữ đệm, tên" required><el-input v-model="state.name"/></el-form-item>
<el-form-item label="Giới tính"><el-select v-model="state.sex"><el-option v-for="(o,i) in DATA.sex" :key="o" :label="o" :value="String(i+1)"/></el-select></el-form-item>
<el-form-item label="Dân tộc"><el-select v-model="state.ethnic" filterable><el-option v-for="o in DATA.long" :key="o" :label="o" :value="o"/></el-select></el-form-item>
<el-form-item label="Dân tộc 2"><el-select-v2 v-model="state.ethnic2" filterable :options="DATA.long.map(o=>({value:o,label:o}))"/></el-form-item>
<el-form-item label="Giấy tờ"><el-select v-model="state.papers" multiple><el-option v-for="o in ['Giấy chứng sinh','Văn bản ủy quyền','Hộ chiếu']" :key="o" :label="o" :value="o"/></el-select></el-form-item>
<el-form-item label="Ngày sinh"><el-date-picker v-model="state.born" format="DD/MM/YYYY" value-format="YYYY-MM-DD"/></el-form-item>
<el-form-item label="Ngày cấp"><el-date-picker v-model="state.issued" value-format="YYYY-MM-DD"/></el-form-item>
<el-form-item label="Hình thức"><el-radio-group v-model="state.way"><el-radio value="1">Trực tiếp</el-radio><el-radio value="2">Trực tuyến</el-radio></el-radio-group></el-form-item>
<el-form-item label="Nhóm nút"><el-radio-group v-model="state.way2"><el-radio-button value="1" label="Trực tiếp"/><el-radio-button value="2" label="Trực tuyến"/></el-radio-group></el-form-item>
<el-checkbox v-model="state.agree">Tôi cam đoan</el-checkbox>
<el-form-item label="Cấp bản sao"><el-switch v-model="state.copy"/></el-form-item>
<el-form-item label="Số bản"><el-input-number v-model="state.count" :min="0"/></el-form-item>
<el-form-item label="Nơi cư trú"><el-cascader v-model="state.place" :options="DATA.provinces.map(p=>({value:p,label:p,children:DATA.wardsOf(p).map(w=>({value:w,label:w}))}))"/></el-form-item>
<el-form-item label="Quê quán"><el-autocomplete v-model="state.home" :fetch-suggestions="(q,cb)=>cb(DATA.provinces.filter(p=>p.includes(q)).map(value=>({value})))"/></el-form-item>
</el-form>`, [ElementPlus], [
C("el-text","Element Plus",E(CHILD,"Họ, chữ đệm, tên","Nguyễn Văn An"),{name:"Nguyễn Văn An"}),
C("el-select","Element Plus",E(CHILD,"Giới tính","Nữ"),{sex:"2"}),
C("el-long","Element Plus",E(CHILD,"Dân tộc","Hán"),{ethnic:"Hán"}),
C("el-v2","Element Plus",E(CHILD,"Dân tộc 2","Hán"),{ethnic2:"Hán"}),
C("el-multi","Element Plus",E(CHILD,"Giấy tờ",["Hộ chiếu","Giấy chứng sinh"]),{papers:["Hộ chiếu","Giấy chứng sinh"]},{accept:["right","closed"]}),
C("el-date","Element Plus",E(CHILD,"Ngày sinh",D("2022-03-05")),{born:"2022-03-05"}),
C("el-date-iso","Element Plus",E(CHILD,"Ngày cấp",D("2022-03-05")),{issued:"2022-03-05"}),
C("el-radio","Element Plus",E(CHILD,"Hình thức","Trực tuyến"),{way:"2"}),
C("el-radiobutton","Element Plus",E(CHILD,"Nhóm nút","Trực tuyến"),{way2:"2"}),
C("el-checkbox","Element Plus",E(CHILD,"Tôi cam đoan",true),{agree:true}),
C("el-switch","Element Plus",E(CHILD,"Cấp bản sao",true),{copy:true}),
C("el-number","Element Plus",E(CHILD,"Số bản","3"),{count:3}),
C("el-auto","Element Plus",E(CHILD,"Quê quán","Tỉnh Phú Yên"),{home:"Tỉnh Phú Yên"}),
C("el-cascader","Element Plus",E(CHILD,"Nơi cư trú","Xã Hòa Thành"),{place:["Tỉnh Phú Yên","Xã Hòa Thành"]},{accept:["closed"]}),
]);
